"""Retention: what goes, on which day, and that what is counted stays equal."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from doorstep.activities.actions import record_activity
from doorstep.activities.models import Attendee
from doorstep.categories.models import Proposal
from doorstep.cli.retention import WORDS
from doorstep.entry.actions.invitations import invite
from doorstep.entry.actions.sign_ins import open_sign_in
from doorstep.entry.models import Invitation, SignIn
from doorstep.figures.actions import NewLine, make_notice, take_down_notice
from doorstep.figures.models import Notice, NoticeLine
from doorstep.figures.queries import figures_at, measure_all
from doorstep.kit.periods import Period
from doorstep.kit.weeks import Week
from doorstep.needs.actions import close_need, note_need
from doorstep.needs.models import Step
from doorstep.pairing.models import Pairing, PairingOffer, PairingPlan
from doorstep.people.actions import change_helper, end_helper, system_account
from doorstep.people.choices import Role
from doorstep.people.models import AuditEntry
from doorstep.people.queries import check_chains, scope_of
from doorstep.register import actions as register
from doorstep.register.models import Access, Circumstance, Consent, Household
from doorstep.rights.actions import (
    answer_request,
    begin_assessment,
    erase_household,
    record_request,
)
from doorstep.rights.actions.forgetting import erase_old_households
from doorstep.rights.actions.retention import ENDINGS, count_past_retention, end_retention
from doorstep.rights.choices import STANDING, Keep
from doorstep.rights.models import Assessment, Incident
from doorstep.rights.purposes import days_of
from doorstep.rights.queries.retention import households_past_retention
from doorstep.visits.actions import make_round, record_visit, set_cadence, write_weekly_note
from doorstep.visits.models import PaperRound, RoundRow, WeeklyNote
from tests.factories import DAY, make_need, pair

APART = {
    Keep.CLOCK_TIMES,
    Keep.HOUSEHOLD,
    Keep.SAFETY,
    Keep.SESSIONS,
    Keep.UNDO,
}  # nightly's own steps
PERIOD = Period(date(2026, 3, 1), date(2026, 3, 31))


def last_day(keep, since=DAY):
    """The last day on which what came to its end on a day is still kept."""
    return since + timedelta(days=days_of(keep))


def ended(keep, since=DAY):
    """How many went on the last day it is kept, on the day after, and on that day again."""
    by, last = system_account(), last_day(keep, since)
    days = (last, last + timedelta(days=1), last + timedelta(days=1))
    gone = []
    for day in days:
        due = count_past_retention(keep, day)
        gone.append(end_retention(keep, by=by, on=day))
        assert due == gone[-1]
    return gone


def test_every_rule_ends_by_night_or_says_why_not():
    assert set(ENDINGS) | STANDING | APART == set(Keep)
    assert set(WORDS) == {str(keep) for keep in ENDINGS}


def test_words_go_after_three_years_and_no_figure_changes(cast, method):
    record_visit(
        id=uuid4(), household=cast.a, helper=cast.tashi, on=DAY, mode="on_site", result="met",
        note="门口积水", by=cast.tashi_account, today=DAY,
    )  # fmt: skip
    need = make_need(cast.a, owner=cast.tashi)
    note_need(need, text="已联系", by=cast.coordinator, on=DAY)
    close_need(need, outcome="done", by=cast.coordinator, on=DAY)
    write_weekly_note(cast.tashi, Week.of(DAY), text="本周小记", by=cast.tashi_account, on=DAY)
    before = figures_of(cast.caoba)

    gone = ended(Keep.WORDING)

    assert gone == [0, 4, 0]  # the need, its step, the visit, the weekly note
    need.refresh_from_db()
    assert need.text == ""
    assert not Step.objects.exclude(text="").exists()
    assert cast.a.visits.get().note == ""
    assert not WeeklyNote.objects.exists()
    assert figures_of(cast.caoba) == before


def test_an_open_need_keeps_its_words(cast, method):
    need = make_need(cast.a)

    assert ended(Keep.WORDING) == [0, 0, 0]
    need.refresh_from_db()
    assert need.text == "取暖用煤不够"


def test_a_proposal_that_waits_keeps_its_words(cast, method):
    for state, household in (("pending", cast.a), ("rejected", cast.b)):
        Proposal.objects.create(
            household=household, kind="blue", source="person", version=method, made_on=DAY,
            state=state, note="孩子上学",
        )  # fmt: skip

    assert ended(Keep.WORDING) == [0, 1, 0]
    assert list(Proposal.objects.values_list("state", "note").order_by("state")) == [
        ("pending", "孩子上学"),
        ("rejected", ""),
    ]


def test_what_ended_goes_after_a_year_and_what_lasts_stays(cast, method):
    access = Access.objects.get(household=cast.a)
    register.end_access(access, by=cast.coordinator, on=DAY)
    circumstance = register.state_circumstance(
        cast.b, "medical_costs", since_on=DAY, source="office", by=cast.coordinator, on=DAY
    )
    register.end_circumstance(circumstance, by=cast.coordinator, on=DAY)
    lasting = Access.objects.exclude(pk=access.pk).count()

    assert ended(Keep.ENDED) == [0, 2, 0]
    assert (Access.objects.count(), Circumstance.objects.count()) == (lasting, 0)


def test_a_round_on_paper_goes_a_year_after_its_week(cast, method):
    for week in (Week.of(DAY), Week.of(DAY).shift(1)):
        make_round(cast.tashi, week, by=cast.coordinator, on=DAY)

    assert ended(Keep.ENDED, DAY) == [0, 1, 0]
    assert [paper.week for paper in PaperRound.objects.all()] == [Week.of(DAY).shift(1)]
    assert RoundRow.objects.count() == 2


def test_a_wish_for_fewer_visits_keeps_counting_without_its_reason(cast, method):
    set_cadence(cast.a, "contact", "month", reason="农忙", by=cast.coordinator, on=DAY)
    set_cadence(cast.a, "contact", "week", by=cast.coordinator, on=DAY + timedelta(days=30))
    before = figures_of(cast.caoba)

    assert ended(Keep.ENDED, DAY + timedelta(days=30)) == [0, 1, 0]
    assert cast.a.cadences.exclude(reason="").count() == 0
    assert figures_of(cast.caoba) == before


def test_consents_go_three_years_after_they_were_withdrawn(cast):
    given = [
        register.give_consent(
            household, purpose="register", how="signed", given_on=DAY, by=cast.coordinator, on=DAY
        )
        for household in (cast.a, cast.b)
    ]
    register.withdraw_consent(given[0], by=cast.coordinator, on=DAY)

    assert ended(Keep.WITHDRAWN) == [0, 1, 0]
    assert list(Consent.objects.all()) == [given[1]]


def test_how_many_came_stays_when_who_came_goes(cast):
    activity = record_activity(
        cast.caoba, kind="policy_briefing", title="政策宣讲", on=DAY, others_count=7,
        households=[cast.a, cast.b], by=cast.coordinator,
    )  # fmt: skip

    assert ended(Keep.ATTENDANCE) == [0, 2, 0]
    activity.refresh_from_db()
    assert (activity.others_count, Attendee.objects.count()) == (9, 0)


def test_a_list_goes_a_year_after_it_was_taken_down(cast):
    hanging, down = (
        make_notice(
            cast.caoba, title=title, lines=[NewLine(cast.a, "取暖")],
            take_down_on=DAY + timedelta(days=7), by=cast.coordinator, on=DAY,
        )
        for title in ("挂着", "撤下")
    )  # fmt: skip
    take_down_notice(down, by=cast.coordinator, on=DAY)

    assert ended(Keep.BOARD) == [0, 1, 0]
    assert (list(Notice.objects.all()), NoticeLine.objects.count()) == ([hanging], 1)


def test_of_an_old_plan_the_offers_of_lasting_pairings_stay(cast):
    plan = PairingPlan.objects.create(
        place=cast.caoba, made_on=DAY, by=cast.coordinator, objective=0, bound=0, optimal=True,
        unserved=[{"household": str(cast.c.pk), "places": 1, "why": []}],
    )  # fmt: skip
    offers = [
        PairingOffer.objects.create(plan=plan, household=one, helper=cast.tashi, price=0)
        for one in (cast.a, cast.b)
    ]
    lasting = pair(cast.a, cast.tashi)
    Pairing.objects.filter(pk=lasting.pk).update(offer=offers[0])

    assert ended(Keep.PLANS) == [0, 2, 0]
    assert list(PairingOffer.objects.all()) == [offers[0]]
    plan.refresh_from_db()
    assert plan.unserved == []


def test_of_a_helper_who_left_the_name_stays(cast):
    change_helper(
        cast.pema, phone="19911111111", birth_year=1980, home_lat=29.8, home_lon=91.7,
        by=cast.coordinator, on=DAY,
    )  # fmt: skip
    end_helper(cast.pema, by=cast.coordinator, on=DAY)

    assert ended(Keep.LEFT_TEAM) == [0, 1, 0]
    cast.pema.refresh_from_db()
    told = (cast.pema.phone, cast.pema.birth_year, cast.pema.home_lat, cast.pema.languages)
    assert (cast.pema.name, *told) == ("白玛", "", None, None, [])
    cast.tashi.refresh_from_db()
    assert cast.tashi.languages == ["bo", "zh"]


def test_used_links_and_old_sign_ins_go(cast):
    invite(cast.caoba, name="次旺", roles=[Role.HELPER], by=cast.coordinator, on=DAY)
    open_sign_in(cast.coordinator, user_agent="", by=cast.coordinator, on=DAY)

    assert ended(Keep.LINKS, Invitation.objects.get().end_on) == [0, 1, 0]
    assert ended(Keep.SIGN_INS) == [0, 1, 0]
    assert (Invitation.objects.count(), SignIn.objects.count()) == (0, 0)


def test_an_assessment_goes_three_years_after_a_newer_one_was_dated(cast):
    first = begin_assessment(cast.caoba, by=cast.coordinator, on=DAY)
    Assessment.objects.filter(pk=first.pk).update(dated_on=DAY, dated_by=cast.second)
    only = ended(Keep.ASSESSMENTS)
    second = begin_assessment(cast.caoba, by=cast.coordinator, on=DAY)
    unfinished = ended(Keep.ASSESSMENTS)
    Assessment.objects.filter(pk=second.pk).update(dated_on=DAY, dated_by=cast.second)

    assert [only, unfinished, ended(Keep.ASSESSMENTS)] == [[0, 0, 0], [0, 0, 0], [0, 1, 0]]
    assert list(Assessment.objects.all()) == [second]


def test_an_incident_goes_three_years_after_it_was_closed(cast):
    for closed_on in (None, DAY):
        Incident.objects.create(
            place=cast.caoba, what="名单遗失", cause="", data="", harm="", contact="",
            noticed_on=DAY, recorded_by=cast.coordinator, recorded_on=DAY, closed_on=closed_on,
        )  # fmt: skip

    assert ended(Keep.INCIDENTS) == [0, 1, 0]
    assert [one.closed_on for one in Incident.objects.all()] == [None]


def test_the_trail_says_how_many_went_at_which_place_and_names_nobody(cast, method):
    for household in (cast.a, cast.b, cast.d):
        for access in Access.objects.filter(household=household):
            register.end_access(access, by=cast.coordinator, on=DAY)

    ended(Keep.ENDED)

    entries = AuditEntry.objects.filter(act="forget_ended").order_by("place__code")
    assert [(one.place.code, one.detail, one.household_id) for one in entries] == [
        ("caoba", {"rows": 2}, None),
        ("xiagou", {"rows": 1}, None),
    ]
    assert [chain.broken for chain in check_chains()] == [None] * len(list(check_chains()))


@pytest.mark.usefixtures("own_keys")
def test_households_are_erased_three_years_after_they_were_closed(cast, method):
    need = make_need(cast.a, owner=cast.tashi)
    end = DAY + timedelta(days=7)
    close_need(need, outcome="done", by=cast.coordinator, on=end)
    register.close_household(cast.a, because="moved", by=cast.coordinator, on=end)
    before = figures_of(cast.caoba)
    last = last_day(Keep.HOUSEHOLD, end)
    past = [households_past_retention(last + timedelta(days=days)).count() for days in (0, 1)]

    erased = [
        erase_old_households(last + timedelta(days=days), by=system_account()) for days in (0, 1, 1)
    ]

    assert (past, erased) == ([0, 1], [0, 1, 0])
    assert not Household.objects.filter(pk=cast.a.pk).exists()
    assert figures_of(cast.caoba) == before


@pytest.mark.usefixtures("own_keys")
def test_what_a_law_had_kept_is_erased_when_its_time_is_over(cast, method):
    head = cast.a.members.get(relation="head")
    by, until = cast.coordinator, DAY + timedelta(days=60)
    asked = record_request(
        cast.a, kind="erasure", member=head, how="spoken", text="删除", asked_on=DAY, by=by, on=DAY
    )
    answer_request(
        asked, outcome="kept", answer="依法留存", legal_ground="会计法", kept_until=until,
        complain_to="乡政府", by=by, on=DAY,
    )  # fmt: skip

    erased = [
        erase_old_households(until + timedelta(days=days), by=system_account()) for days in (-1, 0)
    ]

    assert erased == [0, 1]
    assert not Household.objects.filter(pk=cast.a.pk).exists()


def figures_of(village):
    return [(one.figure.key, one.value) for one in figures_at(village, PERIOD)]


@pytest.mark.usefixtures("own_keys")
def test_what_was_open_when_a_household_left_stays_counted_in_later_weeks(cast, method):
    need = make_need(cast.a, owner=cast.tashi)
    register.close_household(cast.a, because="moved", by=cast.coordinator, on=DAY)
    close_need(need, outcome="done", by=cast.coordinator, on=DAY + timedelta(days=70))
    ends = [Week.of(DAY + timedelta(days=7 * number)).end_on for number in (1, 5, 9)]
    before = [open_at(cast.caoba, day) for day in ends]

    erase_household(cast.a, by=cast.coordinator, on=DAY + timedelta(days=140))

    assert before == [(1, 0), (1, 1), (1, 1)]  # open, and of these beyond the deadline
    assert [open_at(cast.caoba, day) for day in ends] == before


def open_at(village, day):
    counted = measure_all(["needs_open", "needs_overdue"], scope_of(village), Period(day, day))
    return tuple(one.value for one in counted)
