"""One application at a time: an objection and a new application never both lead to a star."""

from datetime import timedelta

import pytest

from doorstep.register import actions as register
from doorstep.register.models import Member
from doorstep.stars import actions
from doorstep.stars.actions.applying import MemberLeft, StarObjectionFirst
from doorstep.stars.actions.guards import NamesOthers, StarDayTooEarly
from doorstep.stars.actions.objecting import StarAppliedSince
from doorstep.stars.models import StarApplication
from tests.factories import DAY, make_household, make_member
from tests.stars.steps import apply, assess, bring, found, give, head, publish

NEXT_DAY = DAY + timedelta(days=1)


@pytest.fixture
def refused(cast, method):
    """By criteria by which one may apply again at once."""
    star_set = publish(cast.caoba, by=cast.coordinator, again_days=0)
    application = apply(star_set, cast.a, by=cast.coordinator)
    return bring(
        application, "not_met", by=cast.coordinator, second=cast.second, met=(True, False),
        reasons="院子还没有收拾",
    )  # fmt: skip


def test_an_open_objection_is_answered_before_they_apply_anew(cast, third, refused):
    told = {"by": cast.coordinator, "on": NEXT_DAY}
    objection = actions.object_to_star(refused, text="已收拾", made_on=NEXT_DAY, **told)

    with pytest.raises(StarObjectionFirst):
        apply(refused.star_set, cast.a, **told)
    actions.answer_star_objection(
        objection, is_upheld=False, answer="还差一点", is_relative=False, by=third, on=NEXT_DAY
    )
    apply(refused.star_set, cast.a, **told)
    assert StarApplication.objects.count() == 2


@pytest.mark.parametrize("goes_on", ["applied", "given"])
def test_who_applied_anew_objects_no_more_to_the_answer_before(cast, refused, goes_on):
    told = {"by": cast.coordinator, "on": NEXT_DAY}
    anew = apply(refused.star_set, cast.a, **told)
    if goes_on == "given":
        give(anew, **told, second=cast.second)

    with pytest.raises(StarAppliedSince):
        actions.object_to_star(refused, text="已收拾", made_on=NEXT_DAY, **told)


def test_who_took_the_new_one_back_may_object(cast, refused):
    told = {"by": cast.coordinator, "on": NEXT_DAY}
    actions.take_back_star_application(apply(refused.star_set, cast.a, **told), **told)

    assert actions.object_to_star(refused, text="已收拾", made_on=NEXT_DAY, **told).due_on > DAY


def test_nobody_asked_before_the_household_came(cast, star_set):
    late = make_household(cast.caoba, "A-090", head="普布", on=NEXT_DAY)

    with pytest.raises(StarDayTooEarly):
        actions.apply_for_star(
            star_set, member=head(late), how="person", asked_on=DAY, by=cast.coordinator,
            on=NEXT_DAY,
        )  # fmt: skip


def test_who_left_since_the_page_was_opened_applies_no_more(cast, star_set):
    opened = make_member(cast.b, "普布", birth_year=1980)
    register.end_member(Member.objects.get(pk=opened.pk), by=cast.coordinator, on=DAY)

    with pytest.raises(MemberLeft):
        actions.apply_for_star(
            star_set, member=opened, how="person", asked_on=DAY, by=cast.coordinator, on=DAY
        )


@pytest.mark.parametrize(("words", "is_named"), [("与12户一样", True), ("从2012年起", False)])
def test_a_code_is_refused_where_it_stands_by_itself(cast, star_set, words, is_named):
    make_household(cast.caoba, "12", head="普布")
    application = apply(star_set, cast.a, by=cast.coordinator)
    told = {"assessed_on": DAY, "by": cast.coordinator, "on": DAY}

    if is_named:
        with pytest.raises(NamesOthers):
            actions.assess_star(application, found=found(application, words=words), **told)
    else:
        actions.assess_star(application, found=found(application, words=words), **told)
        assess(application, by=cast.coordinator)
    assert application.findings.exists() is not is_named
