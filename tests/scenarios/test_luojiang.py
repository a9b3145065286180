"""The story of the town comes out of rows; the fourteen that are left have names and reasons."""

import json
from collections import Counter
from datetime import date

import pytest
from django.utils import translation

from doorstep.campaigns.models import Campaign
from doorstep.campaigns.queries import progress_of, remainder, unit_lines
from doorstep.cli.main import main
from doorstep.figures.models import Notice
from doorstep.funds.models import Payment, Posting
from doorstep.people.choices import Role
from doorstep.people.models import Account
from doorstep.people.queries import has_role
from doorstep.points.models import Award, Dispute, PointScheme, Swap
from doorstep.points.queries import people_at, reckoning_of
from doorstep.register.models import Household
from doorstep.scenarios.queries import count_replay
from doorstep.scenarios.stories import STORIES
from tests.scenarios.conftest import UNTIL

pytestmark = pytest.mark.django_db


@pytest.fixture
def toilets(luojiang):
    return Campaign.objects.get(kind="toilets", place=luojiang.place)


def account(login):
    return Account.objects.get(login=login)


def test_every_figure_of_the_page_that_has_a_room_holds(luojiang):
    counted = count_replay(luojiang)

    assert [row for row in counted if not row.holds] == []
    assert len(counted) == 26


def test_every_figure_has_rows(luojiang):
    assert [row.key for row in count_replay(luojiang) if row.rows == 0] == []


def test_the_town_has_its_households_and_every_one_is_on_the_list(luojiang, toilets):
    households = Household.objects.filter(village__parent=luojiang.place)

    assert households.count() == toilets.rule["found"] == toilets.units.count() == 1_098
    assert toilets.rule["lives"] == "all_year"


def test_the_fourteen_are_named_with_their_reasons_to_who_may_see_them(luojiang, toilets):
    town = account("luojiang-town")
    with translation.override("en"):
        lines = unit_lines(town, remainder(town, toilets, UNTIL), UNTIL)

    assert Counter(line.because for line in lines) == {
        "the ground is frozen or wet": 3,
        "the house itself is being built or moved": 4,
        "water or drain is not laid yet": 2,
        "something is to be put right": 3,
        "agreed with the household for later": 2,
    }
    assert all(line.code and line.village and not line.who and not line.note for line in lines)

    east, middle, west = (account(f"luojiang-{one}") for one in ("east", "middle", "west"))
    seen = [unit_lines(one, remainder(one, toilets, UNTIL), UNTIL) for one in (east, middle, west)]
    assert [len(rows) for rows in seen] == [3, 6, 5]
    assert all(line.who and line.note and line.household_id for rows in seen for line in rows)


def test_built_and_accepted_are_two_states_on_the_way(toilets):
    stands = progress_of(toilets.units.all())

    assert (stands.accepted, stands.built, stands.sent_back, stands.not_begun) == (1084, 0, 3, 11)
    steps = [unit.unit_steps.count() for unit in toilets.units.filter(state="accepted")[:5]]
    assert steps == [3] * 5


def test_the_deadline_is_an_end_of_july_that_lies_ahead(toilets):
    assert toilets.deadline_on == date(2027, 7, 31)


def test_every_payment_has_its_cause_and_no_row_lies_after_the_story(luojiang):
    assert not Payment.objects.filter(cause="").exists()
    assert not Posting.objects.filter(on__gt=UNTIL).exists()


def test_all_stories_are_counted_at_once(niancun, luojiang, capsys):
    code = main(["replay", "all", "--until", f"{UNTIL}", "--json"])

    told = Counter(row["story"] for row in json.loads(capsys.readouterr().out))
    assert (code, told["niancun"], told["luojiang"]) == (0, 12, 26)
    assert set(told) == set(STORIES)


def test_one_village_thanks_with_points_and_no_figure_of_the_page_counts_them(luojiang):
    village = luojiang.place.children.get(code="luojiang-01")
    [scheme] = PointScheme.objects.all()
    card = scheme.cards.get()
    people = list(people_at(village, UNTIL))

    assert (scheme.place, card.decision.meeting.state) == (village, "held")
    assert len(people) == 8
    assert Award.objects.count() == 4 * 7 + 1
    assert Swap.objects.count() == 5
    assert [one.outcome for one in Dispute.objects.all()] == ["added"]
    assert all(reckoning_of(one, UNTIL).short == 0 for one in people)


def test_what_a_replay_stores_is_chinese_in_every_language_of_the_terminal(luojiang):
    titles = Notice.objects.filter(rests_on="star").values_list("title", flat=True)

    assert titles
    assert all(title.startswith("拟授予：") for title in titles)


def test_the_county_and_its_screen_can_be_tried(luojiang):
    assert has_role(account("luojiang-county"), Role.COUNTY, luojiang.place.parent, UNTIL)


def test_the_table_says_money_in_yuan_as_it_is_stated(luojiang, capsys):
    main(["replay", "luojiang"])

    rows = {line.split()[0]: line.split() for line in capsys.readouterr().out.splitlines()}
    assert rows["temporary_relief"] == [
        "temporary_relief", "9,470", "CNY", "=", "9,470", "CNY", "holds",
    ]  # fmt: skip
