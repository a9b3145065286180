"""What is not one's own is not found: every address of the office that takes an id is tried."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.urls.converters import UUIDConverter

from doorstep.activities import actions as activities
from doorstep.categories.models import Category, Objection, Proposal
from doorstep.meetings import actions as meetings
from doorstep.needs import actions as needs
from doorstep.office import urls
from doorstep.pairing.models import PairingOffer, PairingPlan
from doorstep.register import actions as register
from doorstep.sync.models import RosterImport
from doorstep.visits import actions as visits
from tests.factories import make_household, make_meeting, make_need, pair

DAY = date(2026, 3, 4)


@pytest.fixture
def strange(cast, method):
    """By the name of an argument: the id of a row that is none of Tashi's.

    Household c is of his village, but Pema's; meetings and activities are seen by a whole team,
    so these are the other village's.
    """
    by, c = cast.coordinator, cast.c
    need = make_need(c, owner=cast.pema)
    head = c.members.get(relation="head")
    visit, _new = visits.record_visit(
        id=uuid4(), household=c, helper=cast.pema, on=DAY, mode="phone", result="met", by=by,
        today=DAY,
    )  # fmt: skip
    proposal = Proposal.objects.create(
        household=c, kind="blue", source="person", version=method, made_on=DAY
    )
    meeting = make_meeting(cast.xiagou_team, on=DAY)
    plan = PairingPlan.objects.create(
        place=cast.caoba, made_on=DAY, by=by, objective=0, bound=0, optimal=True
    )
    return {
        "household_id": c.pk,
        "member_id": head.pk,
        "circumstance_id": register.state_circumstance(
            c, "medical_costs", since_on=DAY, source="office", by=by, on=DAY
        ).pk,
        "consent_id": register.give_consent(
            c, purpose="register", how="signed", given_on=DAY, by=by, on=DAY
        ).pk,
        "need_id": need.pk,
        "placement_id": needs.place_member(
            head, employer="合作社", kind="temporary", start_on=DAY, by=by, on=DAY
        ).pk,
        "visit_id": visit.pk,
        "helper_id": cast.pema.pk,
        "pairing_id": pair(c, cast.pema).pk,
        "proposal_id": proposal.pk,
        "category_id": Category.objects.create(
            household=c, kind="blue", proposal=proposal, start_on=DAY, end_on=date(2026, 6, 2)
        ).pk,
        "objection_id": Objection.objects.create(
            household=c, proposal=proposal, made_on=DAY, due_on=date(2026, 3, 25), text="不同意",
            recorded_by=by,
        ).pk,
        "plan_id": plan.pk,
        "offer_id": PairingOffer.objects.create(
            plan=plan, household=c, helper=cast.pema, price=0
        ).pk,
        "meeting_id": meeting.pk,
        "item_id": meetings.add_item(
            meeting, kind="other", text="其他", by=cast.other_coordinator
        ).pk,
        "decision_id": meetings.decide(
            meeting, text="修路", owner=cast.lhamo, due_on=date(2026, 3, 20), on=DAY,
            by=cast.other_coordinator,
        ).pk,
        "activity_id": activities.record_activity(
            cast.xiagou, kind="policy_briefing", title="政策宣讲", on=DAY, by=cast.other_coordinator
        ).pk,
        "import_id": RosterImport.objects.create(
            place=cast.caoba, filename="台账.xlsx", digest="", on=DAY, by=by
        ).pk,
        "upload_id": uuid4(),
    }  # fmt: skip


OTHER_VILLAGE = {"meeting_id", "item_id", "decision_id", "activity_id"}
ONLY_IN_ITS_SESSION = {"upload_id"}
BESIDE = {"week": "2026-W10", "key": "note", "format": "docx"}


def patterns():
    """The office's patterns that take an id."""
    return [
        pattern
        for pattern in urls.urlpatterns
        if isinstance(pattern, URLPattern) and ids_of(pattern)
    ]


def ids_of(pattern):
    converters = pattern.pattern.converters
    return [name for name, one in converters.items() if isinstance(one, UUIDConverter)]


def address_of(pattern, ids):
    arguments = {name: BESIDE.get(name) for name in pattern.pattern.converters} | {
        name: ids[name] for name in ids_of(pattern)
    }
    return reverse(f"office:{pattern.name}", kwargs=arguments)


PATTERNS = pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: pattern.name)


def test_every_argument_that_is_an_id_is_tried_here(strange):
    taken = {name for pattern in patterns() for name in ids_of(pattern)}

    assert taken - set(strange) == set()


def test_every_pattern_with_an_id_is_the_offices_own():
    others = [
        resolver.pattern
        for resolver in get_resolver().url_patterns
        if getattr(resolver, "app_name", None) != "office"
        and any(
            "uuid:" in str(getattr(one, "pattern", ""))
            for one in getattr(resolver, "url_patterns", [])
        )
    ]

    assert others == []


@PATTERNS
def test_a_helper_does_not_find_what_is_not_theirs(cast, strange, browser, pattern):
    client, address = browser(cast.tashi_account), address_of(pattern, strange)

    told = [client.get(address).status_code, client.post(address, {}).status_code]

    assert set(told) <= {404, 405}
    assert 404 in told


@PATTERNS
def test_an_account_without_a_team_finds_nothing(cast, strange, browser, pattern):
    client, address = browser(cast.auditor), address_of(pattern, strange)

    told = [client.get(address).status_code, client.post(address, {}).status_code]

    assert set(told) <= {404, 405}
    assert 404 in told


@PATTERNS
def test_its_coordinator_finds_it(cast, strange, browser, pattern):
    if set(ids_of(pattern)) & ONLY_IN_ITS_SESSION:
        client, expected = browser(cast.coordinator), {404, 405}
    elif set(ids_of(pattern)) & OTHER_VILLAGE:
        client, expected = browser(cast.other_coordinator), {200, 302, 405}
    else:
        client, expected = browser(cast.coordinator), {200, 302, 405}

    told = client.get(address_of(pattern, strange)).status_code

    assert told in expected


@PATTERNS
def test_what_exists_nowhere_looks_the_same(cast, method, browser, pattern):
    nowhere = {name: UUID(int=1) for name in ids_of(pattern)}
    client = browser(cast.tashi_account)

    told = client.get(address_of(pattern, nowhere)).status_code

    assert told in (404, 405)


def test_what_belongs_to_another_household_is_not_found_below_ones_own(cast, strange, browser):
    own = make_household(cast.caoba, "A-009", head="仁青")
    client = browser(cast.coordinator)
    mixed = [
        pattern
        for pattern in patterns()
        if "household_id" in ids_of(pattern) and len(ids_of(pattern)) > 1
    ]

    told = {
        (
            pattern.name,
            client.post(address_of(pattern, strange | {"household_id": own.pk})).status_code,
        )
        for pattern in mixed
    }

    assert {status for _name, status in told} == {404}
