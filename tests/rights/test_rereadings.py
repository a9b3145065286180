"""Where an erased household may still be named is kept in mind, and whom it is about is not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from doorstep.activities import actions as activities
from doorstep.kit.errors import NotVisible
from doorstep.kit.weeks import Week
from doorstep.meetings import actions as meetings
from doorstep.meetings.models import Meeting
from doorstep.partners import actions as partners
from doorstep.people.actions import system_account
from doorstep.people.models import AuditEntry
from doorstep.register import actions as register
from doorstep.register.models import Household, Member
from doorstep.rights.actions import erase_again, erase_household, finish_rereading
from doorstep.rights.actions.forgetting import erase_old_households
from doorstep.rights.models import Rereading
from doorstep.rights.queries import get_rereading_for, mentions_of, rereadings_at
from doorstep.visits import actions as visits
from doorstep.visits.models import Visit
from tests.factories import DAY, make_account, make_meeting, make_member, make_need

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys", "method")]
NAME = "央金"  # the head of household a


@pytest.fixture
def texts(cast):
    """A text of each kind that names household a, with the screen that shows it."""
    told = {"by": cast.coordinator, "on": DAY}
    meeting = make_meeting(cast.caoba_team)
    meetings.write_minutes(meeting, minutes=f"{NAME}家的事", **told)
    session = activities.record_activity(
        cast.caoba, kind="other", title=f"座谈 {NAME}", households=[cast.b], **told
    )
    visits.write_weekly_note(cast.tashi, Week.of(DAY), text=f"{NAME}要再去", **told)
    need = make_need(cast.b, text=f"与{NAME}家的水渠")
    visit, _new = visits.record_visit(
        id=uuid4(), household=cast.b, helper=cast.tashi, on=DAY, mode="on_site", result="met",
        note=f"{NAME}也在", by=cast.coordinator, today=DAY,
    )  # fmt: skip
    partner = partners.add_partner(cast.caoba, name="基金会", since_on=DAY, **told)
    act = partners.record_joint_act(
        partner, kind="visit", title="走访", done_on=DAY, people_count=3, seen=f"到了{NAME}家",
        of_office=cast.coordinator, **told,
    )  # fmt: skip
    return {
        ("joint-act", (act.pk,)),
        ("meeting", (meeting.pk,)),
        ("activity", (session.pk,)),
        ("report", (cast.tashi.pk, str(Week.of(DAY)))),
        ("need", (need.pk,)),
        ("visit", (visit.pk,)),
    }


def left(village):
    return {(one.screen, one.target) for one in rereadings_at(village)}


def test_every_text_that_names_it_is_kept_to_be_read_again(cast, texts):
    before = {(one.screen, one.target) for one in mentions_of(cast.a)}

    erase_household(cast.a, by=cast.coordinator, on=DAY)

    assert (before, left(cast.caoba), left(cast.xiagou)) == (texts, texts, set())


def test_the_reminder_says_neither_whom_nor_when(cast, texts):
    erase_household(cast.a, by=cast.coordinator, on=DAY)

    words = {one.words for one in rereadings_at(cast.caoba)}
    assert [one for one in words if NAME in one or "A-001" in one] == []
    assert {field.name for field in Rereading._meta.concrete_fields} == {
        "id", "place", "meeting", "activity", "note", "need", "visit", "joint_act",
        "award", "dispute", "swap", "application", "household",
    }  # fmt: skip


def test_a_household_that_is_named_nowhere_leaves_no_reminder(cast, texts):
    erase_household(cast.c, by=cast.coordinator, on=DAY)

    assert left(cast.caoba) == set()


def test_what_every_child_is_called_is_looked_for_nowhere(cast):
    make_member(cast.a, "孩子1")
    meeting = make_meeting(cast.caoba_team)
    meetings.write_minutes(meeting, minutes="孩子1上学", by=cast.coordinator, on=DAY)

    erase_household(cast.a, by=cast.coordinator, on=DAY)

    assert left(cast.caoba) == set()


@pytest.mark.parametrize(
    ("answers", "is_found"),
    [
        ({"road": f"跟{NAME}家合修"}, True),
        ({"road": "通车", "who": ["邻居", NAME]}, True),
        ({"road": "通车", "beds": 3, "dry": True}, False),
        ({NAME: "通车"}, False),  # the key of a question is the method's, no answer
    ],
)
def test_answers_at_another_households_visit_are_looked_through(cast, answers, is_found):
    visit, _new = visits.record_visit(
        id=uuid4(), household=cast.b, helper=cast.tashi, on=DAY, mode="on_site", result="met",
        by=cast.coordinator, today=DAY,
    )  # fmt: skip
    Visit.objects.filter(pk=visit.pk).update(answers=answers)

    erase_household(cast.a, by=cast.coordinator, on=DAY)

    assert left(cast.caoba) == ({("visit", (visit.pk,))} if is_found else set())


@pytest.mark.parametrize(
    ("write", "is_found"),
    [
        (lambda it: register.change_household(it.b, note=f"借住{NAME}家", **told(it)), True),
        (lambda it: register.change_household(it.b, need_note=f"{NAME}代领", **told(it)), True),
        (lambda it: wish(it.b, f"{NAME}常来", **told(it)), True),
        (lambda it: wish(it.b, "人在外地", **told(it)), False),
        (lambda it: wish(it.a, f"{NAME}常来", **told(it)), False),  # its own goes with it
    ],
)
def test_what_is_noted_at_another_household_is_looked_through(cast, write, is_found):
    write(cast)
    there = {("household", (cast.b.pk,))} if is_found else set()
    before = {(one.screen, one.target) for one in mentions_of(cast.a)}

    erase_household(cast.a, by=cast.coordinator, on=DAY)

    assert (before, left(cast.caoba)) == (there, there)


def told(cast):
    return {"by": cast.coordinator, "on": DAY}


def wish(household, reason, **told):
    visits.set_cadence(household, "contact", "month", reason=reason, **told)


def test_the_night_keeps_it_too(cast, texts):
    Household.objects.filter(pk=cast.a.pk).update(
        registered_on=DAY - timedelta(days=1500),
        closed_on=DAY - timedelta(days=1400),
        closed_because="moved",
    )

    erase_old_households(DAY, by=system_account())

    assert Household.objects.filter(pk=cast.a.pk).exists() is False
    assert left(cast.caoba) == texts


def test_an_older_copy_that_is_cleared_again_brings_the_reminder_again(cast, texts):
    rows = {
        model: list(model._default_manager.filter(**{key: cast.a.pk}))
        for model, key in ((Household, "pk"), (Member, "household"))
    }
    erase_household(cast.a, by=cast.coordinator, on=DAY)
    Rereading.objects.all().delete()
    for model, held in rows.items():
        model._default_manager.bulk_create(held)

    erase_again()

    assert left(cast.caoba) == texts


def test_it_stands_until_somebody_says_that_it_is_done(cast, texts):
    erase_household(cast.a, by=cast.coordinator, on=DAY)
    row = Rereading.objects.exclude(meeting=None).get()

    finish_rereading(row, by=cast.coordinator, on=DAY)
    finish_rereading(row, by=cast.coordinator, on=DAY)

    assert len(left(cast.caoba)) == len(texts) - 1
    entry = AuditEntry.objects.get(act="finish_rereading")
    assert (entry.by, entry.place) == (cast.coordinator, cast.caoba)


def test_it_goes_with_its_text(cast, texts):
    erase_household(cast.a, by=cast.coordinator, on=DAY)
    erase_household(cast.b, by=cast.coordinator, on=DAY)

    assert {screen for screen, _target in left(cast.caoba)} == {
        "meeting", "activity", "report", "joint-act",
    }  # fmt: skip
    Meeting.objects.all().delete()
    assert {screen for screen, _target in left(cast.caoba)} == {
        "activity", "report", "joint-act",
    }  # fmt: skip


@pytest.mark.parametrize("who", ["tashi_account", "second", "other_coordinator", "town_account"])
def test_the_coordinator_of_the_village_alone_has_it(cast, texts, who):
    erase_household(cast.a, by=cast.coordinator, on=DAY)
    row = Rereading.objects.first()

    assert get_rereading_for(cast.coordinator, row.pk, DAY) == row
    with pytest.raises(NotVisible):
        get_rereading_for(getattr(cast, who), row.pk, DAY)
    with pytest.raises(NotVisible):
        get_rereading_for(make_account("nobody"), row.pk, DAY)


@pytest.mark.parametrize("because", ["kept", "erasing"])
def test_a_text_of_a_household_out_of_use_leads_nowhere(cast, texts, because):
    """Its page would not be found; it goes with its household."""
    erase_household(cast.a, by=cast.coordinator, on=DAY)
    Household.objects.filter(pk=cast.b.pk).update(closed_on=DAY, closed_because=because)

    found = {one.screen for one in rereadings_at(cast.caoba)}
    client = Client()
    client.force_login(cast.coordinator)
    page = client.get("/rights/")

    addresses = [url for _one, url in page.context["rereadings"]]
    assert found == {"meeting", "activity", "report", "joint-act", ""}
    assert (len(addresses), addresses.count("")) == (6, 2)
    assert page.text.count("/rights/reread/") == 4
