"""Acts in any order: a star needs its way, two persons, and consent to be shown."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorstep.kit.errors import Refused
from doorstep.register.actions import withdraw_consent
from doorstep.stars import actions
from doorstep.stars.models import Star, StarApplication
from doorstep.stars.queries import shown_stars
from tests.factories import DAY
from tests.stars.steps import agree, apply, assess, confirm, found, hear, post, review

ACTS = (
    "apply", "assess", "hear", "review", "confirm", "send_back", "post", "give", "take_back",
    "object", "answer", "give_up", "error", "agree", "withdraw",
)  # fmt: skip
WHO = ("coordinator", "second", "third")


def perform(act, cast, who, star_set, day):
    """One act on the latest application of household b; what is refused changes nothing."""
    application = StarApplication.objects.order_by("asked_on", "pk").last()
    star = Star.objects.order_by("start_on", "pk").last()
    objection = getattr(application, "objection", None)
    told = {"by": who, "on": day}
    match act:
        case "apply":
            apply(star_set, cast.b, **told)
        case "agree":
            agree(cast.b, who, on=day)
        case "withdraw":
            for consent in cast.b.consents.filter(purpose="star", withdrawn_on=None)[:1]:
                withdraw_consent(consent, **told)
        case "give_up" if star:
            actions.give_up_star(star, **told)
        case "error" if star:
            actions.end_star_in_error(star, error="criterion", words="写错了", **told)
        case _ if application is None:
            return
        case "assess":
            assess(application, **told)
        case "hear":
            hear(application, **told)
        case "review":
            review(application, True, day.day % 2 == 0, **told)
        case "confirm":
            confirm(application, reasons="还差一条", **told)
        case "send_back":
            actions.send_back_star(application, why="再看", is_relative=False, **told)
        case "post":
            post(application, **told)
        case "give":
            actions.give_star(application, **told)
        case "take_back":
            actions.take_back_star_application(application, **told)
        case "object":
            actions.object_to_star(application, text="不同意", made_on=day, **told)
        case "answer" if objection:
            actions.answer_star_objection(
                objection, is_upheld=True, answer="已达到", is_relative=False, **told
            )


def must_hold(cast, day):
    for star in Star.objects.select_related("application"):
        application = star.application
        assert application.step == "given"
        assert {application.reviewed_by, application.confirmed_by} != {None}
        assert application.reviewed_by != application.confirmed_by
        assert application.assessed_on <= application.heard_on <= application.decided_on
    assert Star.objects.held_on(day).count() <= 1
    assert StarApplication.objects.filter(step="given").count() == Star.objects.count()
    standing = cast.b.consents.filter(purpose="star", withdrawn_on=None).exists()
    assert standing or not shown_stars((cast.caoba.pk,), day).exists()


@pytest.mark.parametrize("way", ["given", "any"])
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(ACTS), st.sampled_from(WHO), st.integers(0, 9)),
        min_size=12, max_size=30,
    )
)  # fmt: skip
def test_whatever_is_tried_a_star_goes_its_way(cast, star_set, third, way, acts):
    people = {"coordinator": cast.coordinator, "second": cast.second, "third": third}
    with transaction.atomic():
        day = DAY
        if way == "given":  # so that what follows a star is tried too
            application = apply(star_set, cast.b, by=cast.coordinator)
            assess(application, by=cast.coordinator)
            hear(application, by=cast.coordinator)
            told = found(application)
            actions.review_star(
                application, found=told, is_relative=False, by=cast.coordinator, on=DAY
            )
            confirm(application, by=cast.second)
        for act, who, days in acts:
            day += timedelta(days=days)
            try:
                with transaction.atomic():
                    perform(act, cast, people[who], star_set, day)
            except Refused:
                pass
            must_hold(cast, day)
        transaction.set_rollback(True)
