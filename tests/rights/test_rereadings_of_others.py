"""An erased household in what was written of others' needs, points and scholarships."""

import pytest
from django.test import Client
from django.utils import translation

from doorstep.needs import actions as needs
from doorstep.needs.models import Step
from doorstep.points import actions as points
from doorstep.points.queries import consent_of
from doorstep.register.actions import withdraw_consent
from doorstep.rights.actions import erase_household
from doorstep.rights.actions.retention import end_retention
from doorstep.rights.choices import Keep
from doorstep.rights.queries import mentions_of, rereadings_at
from tests.factories import DAY, make_account, make_need
from tests.partners.rows import apply_and_appeal
from tests.points.made import make_scheme, rule_of, shelf, swap, take_part

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys", "method")]
NAME = "央金"  # the head of household a


@pytest.fixture
def texts(cast):
    """An award, a swap taken back, a dispute and an application of household b; all name a."""
    told, head = {"by": cast.coordinator, "on": DAY}, cast.b.members.get(relation="head")
    scheme = make_scheme(cast.caoba, by=cast.coordinator)
    take_part(head, by=cast.coordinator)
    words = f"帮{NAME}家收青稞"
    [award] = points.give_points(rule_of(scheme), [head], given_for=DAY, words=words, **told)
    dispute = points.dispute_points(
        scheme, head, award=award, text=f"{NAME}也在", made_on=DAY, **told
    )
    done = swap(head, shelf(scheme, by=cast.coordinator, points=1), by=cast.coordinator)
    points.undo_swap(done, why=f"给{NAME}了", **told)
    application = apply_and_appeal(cast.b, head, second=cast.second, mark=f"与{NAME}同班", **told)
    return {
        ("points-person", (head.pk,)),
        ("points-dispute", (dispute.pk,)),
        ("application", (application.pk,)),
    }


def told_of(mentions):
    return {(one.screen, one.target) for one in mentions}


def test_points_and_applications_that_name_it_are_read_again(cast, texts):
    before = told_of(mentions_of(cast.a))

    erase_household(cast.a, by=cast.coordinator, on=DAY)

    assert (before, told_of(rereadings_at(cast.caoba))) == (texts, texts)
    client = Client()
    client.force_login(cast.coordinator)
    page = client.get("/rights/")
    addresses = [url for _one, url in page.context["rereadings"]]
    assert {client.get(url).status_code for url in addresses} == {200}
    with translation.override("en"):
        words = [one.words for one in rereadings_at(cast.caoba)]
    assert words.count("Swap of points") == 1
    assert NAME not in "".join(one.words for one in rereadings_at(cast.caoba))


def test_points_that_are_nobodys_by_now_are_not(cast, texts):
    erase_household(cast.a, by=cast.coordinator, on=DAY)
    head = cast.b.members.get(relation="head")
    withdraw_consent(consent_of(head, DAY), by=cast.coordinator, on=DAY)
    end_retention(Keep.POINTS, by=cast.coordinator, on=DAY.replace(day=DAY.day + 1))

    assert {screen for screen, _target in told_of(rereadings_at(cast.caoba))} == {"application"}


def test_its_code_is_blotted_in_needs_of_others_at_its_village_alone(cast):
    here = make_need(cast.b, text="与 A-001 的水渠，不是 A-0012")
    there = make_need(cast.e, text="A-001 是另一村的")
    for need, by in ((here, cast.coordinator), (there, make_account("there"))):
        needs.note_need(need, text="A-001 说不急", by=by, on=DAY)

    erase_household(cast.a, by=cast.coordinator, on=DAY)

    here.refresh_from_db()
    there.refresh_from_db()
    assert here.text == "与 ▇ 的水渠，不是 A-0012"
    assert there.text == "A-001 是另一村的"
    steps = {one.need_id: one.text for one in Step.objects.exclude(text="")}
    assert steps == {here.pk: "▇ 说不急", there.pk: "A-001 说不急"}
