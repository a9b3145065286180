"""The forms of a household: they act, they refuse and keep what was typed, they lead back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from doorstep.register.models import Household, Member
from tests.factories import make_member


@pytest.fixture(autouse=True)
def caoba(cast, method):
    return cast.caoba


def to(name, *ids):
    return reverse(f"office:{name}", args=ids)


FIELDS = {"helpers_wanted": "1"}


def test_a_household_is_added(cast, browser):
    typed = FIELDS | {"code": "A-010", "head": "仁青", "new_group": "三组", "languages": ["bo"]}

    answer = browser(cast.coordinator).post(to("household-new"), typed)

    made = Household.objects.get(code="A-010")
    assert answer.url == to("household", made.pk)
    assert (made.group.name, made.languages) == ("三组", ["bo"])
    assert made.members.get().name == "仁青"


def test_a_code_that_exists_is_refused_and_nothing_typed_is_lost(cast, browser):
    typed = FIELDS | {"code": "A-001", "head": "仁青", "new_group": "三组"}

    answer = browser(cast.coordinator).post(to("household-new"), typed)

    assert answer.status_code == 422
    assert "A-001" in answer.context["form"].non_field_errors()[0]
    assert 'value="仁青"' in answer.text
    assert not cast.caoba.groups.filter(name="三组").exists()


def test_fields_are_changed(cast, browser):
    typed = {"phone": "19900000009", "note": "狗很凶", "helpers_wanted": "2", "languages": ["zh"]}

    answer = browser(cast.coordinator).post(to("household-change", cast.a.pk), typed)

    cast.a.refresh_from_db()
    assert answer.url == to("household", cast.a.pk)
    assert (cast.a.phone, cast.a.note, cast.a.helpers_wanted, cast.a.languages) == (
        "19900000009", "狗很凶", 2, ["zh"],
    )  # fmt: skip


@pytest.mark.parametrize(("note", "is_asked"), [("狗很凶", False), ("老伴有癌症", True)])
def test_a_note_that_may_speak_of_health_is_kept_and_asked_about(cast, browser, note, is_asked):
    client = browser(cast.coordinator)

    page = client.post(to("household-change", cast.a.pk), FIELDS | {"note": note}, follow=True)

    cast.a.refresh_from_db()
    assert cast.a.note == note
    assert ("health belongs into a need of care" in page.text) == is_asked


def test_showing_a_form_changes_nothing(cast, browser):
    before = Household.objects.filter(pk=cast.a.pk).values().get()

    browser(cast.coordinator).get(to("household-change", cast.a.pk))

    assert Household.objects.filter(pk=cast.a.pk).values().get() == before


def test_away_until_a_day(cast, browser, today):
    client = browser(cast.coordinator)

    refused = client.post(to("household-away", cast.a.pk), {"until_on": today})
    done = client.post(to("household-away", cast.a.pk), {"until_on": today + timedelta(days=9)})

    assert (refused.status_code, done.status_code) == (422, 302)
    assert [row.end_on for row in cast.a.absences.all()] == [today + timedelta(days=9)]


def test_a_home_is_set(cast, browser):
    typed = {"season": "winter", "lat": "29.88249", "lon": "91.643"}

    browser(cast.coordinator).post(to("household-home", cast.a.pk), typed)

    home = cast.a.homes.get()
    assert (home.season, str(home.lat), str(home.lon)) == ("winter", "29.882", "91.643")


@pytest.mark.parametrize("typed", [{}, {"season": "winter", "lat": "999", "lon": "91"}])
def test_a_spot_that_is_none_is_refused(cast, browser, typed):
    answer = browser(cast.coordinator).post(to("household-home", cast.a.pk), typed)

    assert (answer.status_code, cast.a.homes.count()) == (422, 0)


def test_a_member_is_added_changed_and_gone(cast, browser):
    client = browser(cast.coordinator)
    typed = {"name": "边巴", "relation": "member", "birth_year": "1990"}

    client.post(to("household-member-new", cast.b.pk), typed)
    member = Member.objects.get(name="边巴")
    client.post(to("household-member", cast.b.pk, member.pk), typed | {"able_to_work": "no"})
    client.post(to("household-member-end", cast.b.pk, member.pk))

    member.refresh_from_db()
    assert (member.able_to_work, member.left_on) == (False, date(2026, 3, 11))


def test_the_head_cannot_be_taken_off(cast, browser):
    head = cast.a.members.get(relation="head")

    answer = browser(cast.coordinator).post(
        to("household-member-end", cast.a.pk, head.pk), follow=True
    )

    head.refresh_from_db()
    assert head.left_on is None
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_a_member_of_another_household_is_not_found_here(cast, browser):
    member = make_member(cast.b)

    answer = browser(cast.coordinator).get(to("household-member", cast.a.pk, member.pk))

    assert answer.status_code == 404


def test_a_circumstance_begins_and_ends(cast, browser, today):
    client = browser(cast.coordinator)
    typed = {"fact": "medical_costs", "since_on": today, "private": "on"}

    client.post(to("household-circumstance", cast.a.pk), typed)
    row = cast.a.circumstances.get()
    client.post(to("household-circumstance-end", cast.a.pk, row.pk))

    row.refresh_from_db()
    assert (row.fact, row.private, row.until_on) == ("medical_costs", True, today)


def test_a_household_wants_fewer_visits_and_takes_it_back(cast, browser):
    client = browser(cast.coordinator)
    client.post(to("household-cadence", cast.a.pk), {"kind": "contact", "every": "month"})
    wished = list(cast.a.cadences.filter(end_on=None).values_list("every", flat=True))

    client.post(to("household-cadence", cast.a.pk), {"kind": "contact", "every": ""})

    assert wished == ["month"]
    assert not cast.a.cadences.filter(end_on=None).exists()


def test_consent_is_given_and_withdrawn(cast, browser, today):
    client = browser(cast.coordinator)
    typed = {"purpose": "register", "how": "thumb", "given_on": today}

    client.post(to("household-consent", cast.a.pk), typed)
    row = cast.a.consents.get()
    client.post(to("household-consent-withdraw", cast.a.pk, row.pk))

    row.refresh_from_db()
    assert (row.how, row.withdrawn_on) == ("thumb", today)


def test_a_household_leaves_by_two_presses(cast, browser, today):
    client = browser(cast.coordinator)
    first = client.get(to("household-close", cast.b.pk))
    still_there = Household.objects.get(pk=cast.b.pk).closed_on

    client.post(to("household-close", cast.b.pk), {"because": "moved"})

    closed = Household.objects.get(pk=cast.b.pk)
    assert (first.status_code, still_there) == (200, None)
    assert (closed.closed_on, closed.closed_because) == (today, "moved")


def test_a_household_that_left_refuses_changes(cast, browser):
    client = browser(cast.coordinator)
    client.post(to("household-close", cast.b.pk), {"because": "moved"})

    answer = client.post(to("household-change", cast.b.pk), FIELDS | {"phone": "19900000009"})

    assert answer.status_code == 422
    assert 'value="19900000009"' in answer.text


@pytest.mark.parametrize(
    "name",
    ["change", "away", "home", "cadence", "close", "circumstance", "consent", "member-new"],
)
def test_a_helper_changes_nothing_here(cast, browser, name):
    client = browser(cast.tashi_account)
    address = to(f"household-{name}", cast.a.pk)

    answers = [client.get(address).status_code, client.post(address, {}).status_code]

    assert answers == [404, 404]
