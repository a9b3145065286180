"""`doorstep replan` from the command line, by the examples of its page."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from doorstep.pairing.models import Pairing
from doorstep.register.models import Access
from doorstep.visits.choices import EventKind
from doorstep.visits.models import VisitPlan
from tests.visits.plans import settle

PAGE = (Path(__file__).parents[2] / "docs" / "planner.md").read_text(encoding="utf-8")
EXAMPLES = {
    re.search(r'kind = "(\w+)"', text)[1]: text
    for text in re.findall(r"```toml\n(.*?)```", PAGE, re.S)
}
TUESDAY = date(2026, 3, 10)


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: TUESDAY)


@pytest.fixture
def village(cast, method, monkeypatch, run):
    """Their plan of four weeks runs from Monday on."""
    settle(cast, ("winter", "summer"))
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: date(2026, 3, 9))
    run("plan", "--place", "caoba", "--from", "2026-03-09", "--accept", "--by", "drolma", "--json")
    return cast


def event(tmp_path, text, name="event.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_page_shows_every_event():
    assert set(EXAMPLES) == set(EventKind.values)


@pytest.mark.parametrize("kind", EventKind.values)
def test_an_event_of_the_page_is_answered(kind, village, today, run, tmp_path):
    code, answer, said = run(
        "replan", "--place", "caoba", "--event", event(tmp_path, EXAMPLES[kind]), "--json"
    )

    if answer is None:  # some touch nothing here
        assert (code, "Nothing in the plan has to change" in said) == (1, True)
    else:
        assert (code, answer["event"], answer["price"] >= 0) == (0, kind, True)
    assert VisitPlan.objects.count() == 1


def test_a_helper_away_is_stood_in_for_once_somebody_accepts(village, today, run, tmp_path):
    told = {"kind": "helper_away", "helper": "扎西", "from": "2026-03-10", "until": "2026-03-23"}
    path = event(tmp_path, json.dumps(told, ensure_ascii=False), "event.json")

    _code, answer, _said = run("replan", "--place", "caoba", "--event", path, "--json")
    before = Access.objects.filter(helper=village.pema, household=village.a).count()
    run("replan", "--place", "caoba", "--event", path, "--accept", "--by", "drolma", "--json")

    assert {one["helper"] for one in answer["stand_ins"]} == {"白玛"}
    assert {one["instead_of"] for one in answer["stand_ins"]} == {"扎西"}
    assert before == 0
    access = Access.objects.get(helper=village.pema, household=village.a)
    assert (access.via, access.from_on) == ("stand_in", TUESDAY)
    assert date(2026, 3, 10) < access.until_on <= date(2026, 3, 23)
    assert [plan.state for plan in VisitPlan.objects.order_by("id")] == ["dropped", "accepted"]
    assert Pairing.objects.filter(helper=village.pema, household=village.a).count() == 0


def test_a_helper_gone_is_paired_anew_once_somebody_accepts(village, today, run, tmp_path):
    path = event(tmp_path, EXAMPLES["helper_gone"])

    _code, answer, _said = run(
        "replan", "--place", "caoba", "--event", path, "--accept", "--by", "drolma", "--json"
    )

    assert {one["household"] for one in answer["pairs"]["ended"]} == {"A-001", "A-002"}
    assert {one["helper"] for one in answer["pairs"]["begun"]} == {"白玛"}
    ended = Pairing.objects.filter(helper=village.tashi)
    assert set(ended.values_list("end_on", flat=True)) == {date(2026, 3, 16)}
    begun = Pairing.objects.filter(helper=village.pema, start_on=date(2026, 3, 16))
    assert {one.household.code for one in begun} == {"A-001", "A-002"}


def test_accepting_is_for_a_person_and_leaves_no_proposal_else(village, today, run, tmp_path):
    path = event(tmp_path, EXAMPLES["helper_gone"])

    code, answer, said = run("replan", "--place", "caoba", "--event", path, "--accept", "--json")

    assert (code, answer, "accepting it is for a person" in said) == (1, None, True)
    by_helper = run("replan", "--place", "caoba", "--event", path, "--accept",
                    "--by", village.tashi_account.login, "--json")  # fmt: skip
    assert (by_helper[0], "does not coordinate 草坝村" in by_helper[2]) == (1, True)
    assert VisitPlan.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("kind = ", "event.toml: cannot be read"),
        ("", "event.toml, kind: What happened is missing. Write one of these as its kind: helper_"),
        ('kind = ""', "event.toml, kind: What happened is missing."),
        ('kind = "flood"', "event.toml, kind: “flood” is no kind of event. Use one of: helper_"),
        ('kind = "helper_gone"\nfrom = 2026-03-12',
         "helper: This is missing, and an event of the kind helper_gone needs it."),
        ('kind = "urgent_need"\nhousehold = "Z-9"',
         "household: There is no “Z-9” at 草坝村. Known there: A-001, A-002, A-003."),
        ('kind = "helper_gone"\nhelper = "拉姆"\nfrom = 2026-03-12',
         "helper: There is no “拉姆” at 草坝村. Known there: 扎西, 白玛."),
        ('kind = "helper_gone"\nhelper = "扎西"\nfrom = 2026-03-09',
         "from: 9 March 2026 is past; the earliest day is today, 10 March 2026."),
        ('kind = "helper_gone"\nhelper = "扎西"\nfrom = 2026-09-09',
         "from: 9 September 2026 lies after the plan, whose last day is 5 April 2026."),
        ('kind = "helper_gone"\nhelper = "扎西"\nfrom = "soon"',
         "from: “soon” is no day such as 2026-11-30."),
        ('kind = "helper_away"\nhelper = "扎西"\nfrom = 2026-03-12\nuntil = 2026-03-12',
         "until: 12 March 2026 is not after 12 March 2026"),
        ('kind = "urgent_need"\nhousehold = "A-001"\nminutes = -5',
         "minutes: This is no part of an event of the kind urgent_need"),
        ('kind = "urgent_need"\nhousehold = "A-001"\non = 2026-03-13',
         "on: 13 March 2026 is neither today nor tomorrow; a later"),
        ('kind = "camp_moved"\nhousehold = "A-001"\nfrom = 2026-03-12\nlat = -95\nlon = 91',
         "lat: “-95” is no number of degrees from -90 to 90."),
        ('kind = "camp_moved"\nhousehold = "A-001"\nfrom = 2026-03-12\nlat = 29.8',
         "lon: This is missing, and an event of the kind camp_moved needs it. Add it."),
        ('kind = "camp_moved"\nhousehold = "A-001"\nfrom = 2026-03-12', "home: This is missing"),
        ('kind = "camp_moved"\nhousehold = "A-001"\nfrom = 2026-03-12\nhome = "summer"\nlat = 2',
         "home: A home and lat and lon both say where the camp is now."),
        ('kind = "road_closed"\ngroup = "九组"\nfrom = 2026-03-12\nuntil = 2026-03-13',
         "group: There is no “九组” at 草坝村."),
        ('kind = "household_added"\nhousehold = "A-001"', "Nothing in the plan has to change"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_the_field_and_the_mend(
    text, sentence, village, today, run, tmp_path
):
    code, answer, said = run(
        "replan", "--place", "caoba", "--event", event(tmp_path, text), "--json"
    )

    assert (code, answer, sentence in said) == (1, None, True), said


DEEP = b"[" * 50_000 + b"]" * 50_000
ROAD_TO_FIVE = (
    b'{"kind": "road_closed", "households": 5, "from": "2026-03-12", "until": "2026-03-13"}'
)
HELD = "This is no plain text, number or day of up to 200 characters."


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("event.toml", b"\x80\xff", "event.toml: cannot be read: no UTF-8 at byte 0"),
        ("event.json", DEEP, "event.json: cannot be read: lists within lists"),
        ("event.json", b" " * 200_000, "event.json: cannot be read: more than 100000 bytes"),
        ("event.toml", b'\xef\xbb\xbfkind = "flood"', "event.toml, kind: “flood” is no kind"),
        ("EVENT.JSON", b'{"kind": "flood"}', "EVENT.JSON, kind: “flood” is no kind"),
        ("event.json", ROAD_TO_FIVE, "households: There is no “5” at 草坝村"),
        ("event.json", b'{"kind": "road_closed", "households": true}', f"households: {HELD}"),
        ("event.json", b'{"kind": "road_closed", "households": [["A-001"]]}',
         f"households: {HELD}"),
        ("event.json", b'{"kind": "urgent_need", "household": "\\ud800"}', f"household: {HELD}"),
        ("event.json", b'{"kind": "urgent_need", "household": "A\\u0000"}', f"household: {HELD}"),
        ("event.json", b'{"kind": "camp_moved", "lat": ' + b"9" * 400 + b"}", f"lat: {HELD}"),
        ("event.json", b'{"kind": ["flood"]}', f"kind: {HELD}"),
        ("event.json", b'{"' + b"x" * 3000 + b'": 1}', HELD),
    ],
)  # fmt: skip
def test_a_file_that_holds_no_event_is_refused_with_its_name(
    name, data, sentence, village, today, run, tmp_path
):
    path = tmp_path / name
    path.write_bytes(data)

    code, answer, said = run("replan", "--place", "caoba", "--event", str(path), "--json")

    assert (code, answer, sentence in said) == (1, None, True), said
    assert len(said) < 1000


def test_without_a_plan_that_runs_nothing_is_changed(cast, method, today, run, tmp_path):
    path = event(tmp_path, EXAMPLES["urgent_need"])

    code, _answer, said = run("replan", "--place", "caoba", "--event", path, "--json")

    assert (code, "No plan runs at 草坝村" in said) == (1, True)


def test_a_town_has_no_plan_to_change(cast, method, today, run, tmp_path):
    path = event(tmp_path, EXAMPLES["urgent_need"])

    code, answer, said = run("replan", "--place", "riduo", "--event", path, "--json")

    assert (code, answer) == (1, None)
    assert said == "日多乡 is no village. Plan its villages one by one: caoba, xiagou.\n"
