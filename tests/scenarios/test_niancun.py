"""The story of Niancun comes out of rows, each figure with its rows."""

from datetime import date

import pytest
from django.apps import apps
from django.db.models import DateField, Max

from doorstep.categories.models import Category
from doorstep.figures.queries import default_period, get_figure, measure, rows_of
from doorstep.kit.periods import Period
from doorstep.kit.weeks import Week
from doorstep.needs.models import Need
from doorstep.packs.queries import week_pack
from doorstep.pairing.models import Pairing
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account, Place, Team
from doorstep.people.queries import has_duty, has_role, scope_of
from doorstep.register.choices import ConsentPurpose
from doorstep.register.models import Consent
from doorstep.register.queries import to_tell_again
from doorstep.safeguarding.models import SafeguardingEntry
from doorstep.scenarios.actions import (
    NoSuchStory,
    ReplayedToAnotherDay,
    replay,
)
from doorstep.scenarios.niancun.opening import read_ledger
from doorstep.scenarios.queries import count_replay
from doorstep.scenarios.stories import STORIES
from doorstep.visits.models import Visit
from tests.scenarios.conftest import UNTIL

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
# Days that lie ahead by their nature: deadlines, ends, reviews, the calendar.
AHEAD = {
    "deadline_on", "due_on", "end_on", "review_on", "day", "next_on", "until_on", "lapses_on",
}  # fmt: skip


def silent(_line):
    pass


def test_every_figure_of_the_page_holds(niancun):
    counted = count_replay(niancun)

    assert [row for row in counted if not row.holds] == []
    assert len(counted) == 12


def test_the_story_comes_out_the_same_at_every_replay(niancun):
    """Beside other villages, and however its ids sort; what the story draws shows in these two."""
    counted = {row.key: row.counted for row in count_replay(niancun)}

    assert (counted["relief_contacts"], counted["errands_done"]) == (52, 253)


def test_every_consent_rests_on_a_text_that_was_published(niancun):
    village = Place.objects.get(code="niancun")
    texts = village.consent_texts.all()
    consents = Consent.objects.filter(household__village=village)

    assert sorted(text.purpose for text in texts) == sorted(ConsentPurpose.values)
    assert all(set(text.texts) == {"zh-hans", "en"} for text in texts)
    assert (consents.count() > 0, consents.filter(text=None).count()) == (True, 0)
    assert to_tell_again(village, UNTIL) == []


def test_each_figure_has_as_many_rows_as_its_value(niancun):
    assert [(row.key, row.counted) for row in count_replay(niancun)] == [
        (row.key, row.rows) for row in count_replay(niancun)
    ]


def test_the_colours_sum_to_the_register(niancun):
    counted = {row.key: row.counted for row in count_replay(niancun)}
    kinds = ("green", "blue", "orange", "red")

    assert [counted[f"category.{kind}"] for kind in kinds] == [178, 4, 2, 13]
    assert counted["households"] == 197


def test_a_household_stands_in_one_colour_only(niancun):
    scope, period = scope_of(niancun.place), Period(niancun.from_on, niancun.until_on)
    seen = [
        row.pk
        for kind in ("green", "blue", "orange", "red")
        for row in rows_of(get_figure(f"category.{kind}"), scope, period)
    ]

    assert len(seen) == len(set(seen)) == 197


def test_without_dates_a_figure_runs_from_the_adoption_of_the_method(niancun):
    assert default_period(niancun.place, UNTIL) == Period(niancun.from_on, UNTIL)
    assert niancun.from_on == date(2026, 8, 31)


def test_nothing_is_dated_after_the_last_day(niancun):
    late = []
    for model in apps.get_models():
        if not model.__module__.startswith("doorstep."):
            continue
        for field in model._meta.get_fields():
            if (
                isinstance(field, DateField)
                and field.name.endswith("on")
                and (field.name not in AHEAD)
            ):
                last = model.objects.aggregate(last=Max(field.name))["last"]
                if last and last > UNTIL:
                    late.append((model.__name__, field.name, last))

    assert late == []


def test_the_ledger_states_no_registration_after_the_storys_first_day():
    first_on = date(2025, 10, 6)

    ledger = read_ledger(first_on)

    days = [row.registered_on for row in ledger.households if row.registered_on]
    assert len(ledger.households) == 197
    assert max(days) <= first_on


def test_thirteen_mediations_are_open_and_asked_for_and_four_were_agreed(niancun):
    mediations = Need.objects.filter(kind="mediation")

    assert mediations.filter(state="open").exclude(requested_on=None).count() == 13
    assert mediations.filter(state="closed", outcome="agreed").count() == 4
    assert mediations.count() == 17


def test_every_category_was_decided_by_another_than_the_one_who_put_it(niancun):
    decided = {
        (row.proposal.put_by.login, row.proposal.decided_by.login)
        for row in Category.objects.select_related("proposal__put_by", "proposal__decided_by")
    }

    assert decided == {("coordinator", "decider")}


def test_the_places_helpers_cannot_fill_are_the_coordinators_by_name(niancun):
    live = Pairing.objects.live_on(UNTIL)
    stand_ins = live.filter(via="stand_in")

    assert live.count() == 200
    assert {row.helper.account.login for row in stand_ins.select_related("helper__account")} == {
        "coordinator"
    }
    assert stand_ins.count() == 4


def test_the_packs_numbers_are_the_figures_numbers(niancun):
    week = Week.of(UNTIL).shift(-1)
    pack = week_pack(Team.objects.get(code="niancun"), week)
    scope, period = scope_of(niancun.place), Period.of_week(week)
    numbers = [number for section in pack.sections for number in section.figures if number.url]

    assert numbers != []
    assert [(number.key, number.value) for number in numbers] == [
        (number.key, measure(get_figure(number.key), scope, period).value) for number in numbers
    ]


def test_the_story_is_played_once_and_then_only_counted(niancun):
    visits = Visit.objects.count()

    again = replay("niancun", until=None, today=date(2027, 3, 1), progress=silent)

    assert again == niancun
    assert Visit.objects.count() == visits
    assert all(row.holds for row in count_replay(again))


def test_another_last_day_is_refused_with_the_day_it_ran_to(niancun):
    with pytest.raises(ReplayedToAnotherDay, match="2026年11月25日"):
        replay("niancun", until=MONDAY, today=UNTIL, progress=silent)


def test_the_demos_people_are_marked_as_invented(niancun):
    played = Place.objects.exclude(code="neighbours")

    assert set(played.values_list("is_invented", flat=True)) == {True}
    assert not Account.objects.get(login="coordinator").has_usable_password()


def test_the_demo_has_an_administrator_and_a_safeguarding_person_with_nothing_to_read(niancun):
    county = Place.objects.get(code="niancun-county")
    administrator = Account.objects.get(login="administrator")
    safeguarding = Account.objects.get(login="safeguarding")
    village = Place.objects.get(code="niancun")

    assert has_role(administrator, Role.ADMINISTRATOR, county, UNTIL)
    assert has_duty(safeguarding, Duty.SAFEGUARDING, village, UNTIL)
    assert list(safeguarding.roles.all()) == []
    assert SafeguardingEntry.objects.count() == 0


def test_an_unknown_story_is_named_with_the_known_ones(db):
    with pytest.raises(NoSuchStory, match="niancun"):
        replay("nowhere", until=None, today=UNTIL, progress=silent)


def test_the_stories_state_what_the_page_states():
    stated = {row["key"]: row["value"] for row in STORIES["niancun"].read_story()["figures"]}

    assert stated == {
        "households": 197,
        "category.green": 178,
        "category.blue": 4,
        "category.orange": 2,
        "category.red": 13,
        "policy_sessions": 8,
        "disputes_mediated": 4,
        "hazards_found": 10,
        "relief_contacts": 40,
        "errands_done": 200,
        "temporary_jobs": 55,
        "bridge.households": 4,
    }
