"""What a household is called, and what is written of it, stands nowhere once the rights desk keeps
it for the law alone: every page is read, but for those of the desk.

The coordinator reads all of them and of the pages of figures a quarter, which one view draws;
whoever reads less a quarter; all with DOORSTEP_LONG=full.
"""

from datetime import date

import pytest
from django.apps import apps
from django.db.models import CharField, ForeignKey, TextField

from doorstep.categories.actions import put_proposal
from doorstep.categories.models import Category, Proposal
from doorstep.figures.queries import ALL_FIGURES
from doorstep.funds.models import Payment, Posting
from doorstep.meetings.models import Meeting
from doorstep.packs.actions import prepare_meeting
from doorstep.pairing.models import PairingPlan
from doorstep.people.choices import Duty
from doorstep.register.models import Household
from doorstep.rights.actions import answer_request, record_request
from doorstep.visits.models import PlanEvent
from tests.factories import make_account
from tests.office.addresses import BESIDE, address_of, every_pattern
from tests.office.rows import DAY, ids_under
from tests.office.test_no_trace_of_safeguarding import unpacked
from tests.share import share

pytestmark = pytest.mark.sweep

CODE, NAME, WORD = "ZZQ-77", "独特的名字", "特别的话"
SAID = {"answer", "decision_note", "guardian", "item", "note", "payee", "reason", "reasons"}
SAID |= {"reference", "sent_back", "text", "where", "witness", "words"}
FILES = {"pack-file": ("html", "docx", "xlsx", "json"), "request-copy": ("json", "xlsx")}
NAMED = ("decisions", "claims", "ledger", "bank", "pairing-plan", "meeting", "report", "duplicates")


@pytest.fixture
def ids(cast, method, today):
    """Rows of every kind, all of the household and with words of it."""
    found = ids_under(cast.a, cast.tashi, cast.coordinator, method)
    Household.objects.filter(pk=cast.a.pk).update(code=CODE)
    cast.a.refresh_from_db()
    cast.a.members.update(name=NAME)
    told = {"by": cast.coordinator, "on": DAY}
    meeting = Meeting.objects.get(pk=found["meeting_id"])
    put_proposal(Proposal.objects.get(pk=found["proposal_id"]), meeting, is_relative=False, **told)
    prepare_meeting(cast.caoba_team, kind=meeting.kind, **told)
    Category.objects.filter(household=cast.a).update(end_on=date(2026, 3, 20))
    unserved = {"household": str(cast.a.pk), "code": CODE, "places": 1, "why": "full"}
    PairingPlan.objects.update(unserved=[unserved])
    PlanEvent.objects.update(kind="road_closed", helper=None)
    say_it_everywhere(cast.a)
    Posting.objects.filter(payment__household=cast.a).update(text=WORD)
    Payment.objects.filter(household=cast.a).update(payee=WORD, reference=WORD)
    return found


def say_it_everywhere(household):
    """The words in whatever text hangs on the household, by itself or by the row it belongs to."""
    for model in apps.get_models():
        fields = model._meta.get_fields()
        texts = {one.name for one in fields if isinstance(one, CharField | TextField)} & SAID
        keys = [one for one in fields if isinstance(one, ForeignKey)] if texts else []
        for key in keys:
            way = key.name if key.related_model is Household else f"{key.name}__household"
            if key.related_model is Household or hasattr(key.related_model, "household"):
                rows = model._base_manager.filter(**{way: household})
                rows.update(**dict.fromkeys(texts, WORD))


def keep_for_the_law(cast, on=DAY):
    told = {"by": cast.coordinator, "on": on}
    head = cast.a.members.get(relation="head")
    asked = record_request(
        cast.a, kind="erasure", member=head, how="spoken", text="请删除", asked_on=on, **told
    )
    answer_request(
        asked, outcome="kept", answer="依法留存", legal_ground="会计法", complain_to="民政局",
        kept_until=date(2036, 1, 1), **told,
    )  # fmt: skip


def addresses(ids):
    beside = BESIDE | {"day": "2026-05-01"}
    keys = {"figure": share(sorted(ALL_FIGURES), 4)}
    return sorted(
        {
            address_of(pattern, ids, beside | {"key": key, "format": kind})
            for pattern in every_pattern()
            if not pattern.name.startswith("look")
            for key in keys.get(pattern.name, ["note"])
            for kind in FILES.get(pattern.name, ("docx",))
        }
    )


def saying(client, asked):
    """By address, which of the words stand there."""
    found = {}
    for address in asked:
        answer = client.get(address)
        if answer.status_code == 200:
            raw = answer.content
            page = unpacked(raw) if raw.startswith(b"PK") else raw.decode("utf-8", "replace")
            found[address] = [word for word in (CODE, NAME, WORD) if word in page]
    return {address: words for address, words in found.items() if words}


def is_of_desk(address, household):
    own = f"/households/{household.pk}/"
    return address.startswith(("/rights/", f"{own}erase/", f"{own}request/"))


def test_pages_say_it_while_it_is_in_use(cast, ids, browser):
    asked = {one.name: address_of(one, ids, BESIDE) for one in every_pattern() if one.name in NAMED}

    said = saying(browser(cast.coordinator), asked.values())

    assert sorted(asked) == sorted(NAMED)
    assert [name for name in asked if asked[name] not in said] == []


@pytest.mark.long
def test_no_page_but_the_desks_says_anything_of_it(cast, ids, browser):
    keep_for_the_law(cast)
    readers = {
        "coordinator": cast.coordinator,
        "second decider": cast.second,
        "helper": cast.tashi_account,
        "mediator": make_account("mediator", duties=[(Duty.MEDIATOR, cast.caoba)]),
        "town": cast.town_account,
    }
    asked = addresses(ids)

    said = {
        name: saying(browser(account), asked if at == 0 else share(asked, 4, at))
        for at, (name, account) in enumerate(readers.items())
    }

    assert {f"/households/{cast.a.pk}/erase/", "/rights/"} <= set(said["coordinator"])
    elsewhere = {
        (name, address): words
        for name, pages in said.items()
        for address, words in pages.items()
        if not is_of_desk(address, cast.a)
    }
    assert elsewhere == {}
