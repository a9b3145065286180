"""A household stood twice, is merged, asks to be erased: nothing of either row is left, nobody
learned on the way what is sealed, and the other households keep what is theirs."""

import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client
from django.urls import reverse

from doorstep.kit import clock, vault
from doorstep.method.queries import working_days_after
from doorstep.needs.actions import switch_on_sealed_fields
from doorstep.people.choices import Duty
from doorstep.people.queries import check_chains
from doorstep.register.models import Household, Member
from doorstep.rights.actions import erase_again
from doorstep.rights.models import Request
from doorstep.safeguarding.queries import is_whole
from doorstep.sync.models import HouseholdMerge
from tests.factories import make_account, make_household, make_member, make_need, pair
from tests.office.conftest import TODAY
from tests.office.rows import safeguarding_need, sealed_field

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys", "method")]
MARK = "只对一个人说的"
NAMES = ("普布央宗", "琼达卓嘎")


@pytest.fixture(autouse=True)
def early(monkeypatch):
    """Few weeks are closed: erasing keeps the numbers of every one."""
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: TODAY)


@pytest.fixture
def person(cast):
    return make_account("safe", name="保护人", duties=[(Duty.SAFEGUARDING, cast.caoba)])


@pytest.fixture
def rows(cast, person):
    """The two rows, with something told in confidence in each; and another household's."""
    by, today = cast.coordinator, clock.today()
    switch_on_sealed_fields(cast.caoba, by=by, on=cast.day, assessed_on=cast.day)
    kept = make_household(cast.caoba, "A-010", head=NAMES[0], phone="19900000010")
    gone = make_household(cast.caoba, "A-077", head=NAMES[0], phone="19900000010")
    pair(gone, cast.tashi)
    other = make_member(gone, NAMES[1], birth_year=1980)
    make_need(gone, kind="care", text=MARK, member=other)
    sealed_field(gone, other, by=by, text=MARK)
    for household in (kept, gone, cast.b):
        safeguarding_need(household, by=by, text=MARK, on=today)
    return kept, gone


def client_of(account):
    type(account).objects.filter(pk=account.pk).update(language="en")
    client = Client()
    client.force_login(account)
    return client


def to(name, *ids):
    return reverse(f"office:{name}", args=ids)


def everything():
    models = apps.get_models()
    return "\n".join(
        serializers.serialize("json", model._default_manager.all(), ensure_ascii=False)
        for model in models
    )


def guarded(client):
    """The codes that the safeguarding person reads; "" for what outlived its household."""
    page = client.get(to("safeguarding"))
    return sorted(line.household.code if line.household else "" for line in page.context["open"])


def test_merged_sealed_and_erased(cast, rows, person, monkeypatch):
    kept, gone = rows
    ids = [str(kept.pk), str(gone.pk)]
    coordinator, guard, today = client_of(cast.coordinator), client_of(person), clock.today()
    copy = [(model, list(model._default_manager.all())) for model in (Household, Member)]

    # one household: the coordinator merges the second row into the first
    preview = coordinator.get(to("household-merge", kept.pk), {"with": "A-077"})
    picks = {name: preview.context["form"][name].value() for name in preview.context["form"].fields}
    coordinator.post(to("household-merge", kept.pk), picks | {"with": "A-077"})
    merge = HouseholdMerge.objects.get()
    assert (merge.kept, merge.gone) == (kept, gone)
    assert guarded(guard) == ["A-002", "A-010", "A-077"]

    # something sealed follows; why the merger stays is said without naming it
    secret = make_need(
        kept, text=MARK, sealed=True, on=today, member=kept.members.get(name=NAMES[1])
    )
    page = coordinator.get(to("merged", merge.pk))
    assert page.context["later"] == ["something that is not shown here"]
    assert MARK not in page.text

    # erasure is asked for and granted: both rows are out of use at once, for everybody
    head = kept.members.get(relation="head")
    coordinator.post(
        to("request-new", kept.pk),
        {
            "kind": "erasure", "member": head.pk, "asked_as": "member", "how": "spoken",
            "asked_on": str(today), "text": "请都删掉", "about": "",
        },
    )  # fmt: skip
    asked = Request.objects.get()
    coordinator.post(to("request-answer", asked.pk), {"outcome": "granted", "answer": "照办"})
    for one in rows:
        assert coordinator.get(to("household", one.pk)).status_code == 404
        assert coordinator.get(to("search"), {"q": one.code}).text.count(str(one.pk)) == 0
    assert client_of(cast.tashi_account).get(to("household", gone.pk)).status_code == 404
    coordinator.post(to("merge-undo", merge.pk))
    assert not Household.objects.filter(pk__in=ids, closed_on=None).exists()
    assert guarded(guard) == ["A-002", "A-010", "A-077"]  # the person concerned can still be met
    secret.refresh_from_db()
    assert secret.state == "closed"

    # it is carried out, once the days are over that everybody waits
    early = coordinator.post(to("household-erase", kept.pk), {"code": "A-010"})
    assert (early.status_code, Household.objects.filter(pk=kept.pk).count()) == (409, 1)
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: working_days_after(today, 5))
    coordinator, guard = client_of(cast.coordinator), client_of(person)  # no sign-in lasts so long
    done = coordinator.post(to("household-erase", kept.pk), {"code": "A-010"}, follow=True)
    assert "The household is erased." in done.text
    left = everything()
    assert [text for text in (*ids, MARK, *NAMES) if text in left] == []
    assert [vault.is_destroyed(one) for one in ids] == [True, True]
    assert guarded(guard) == ["", "", "A-002"]
    assert [chain for chain in check_chains() if chain.broken] == []
    assert is_whole(cast.caoba)

    # and an older copy of the rows does not bring it back
    for model, before in copy:
        model._default_manager.bulk_create(
            [row for row in before if str(getattr(row, "household_id", row.pk)) in ids]
        )
    assert erase_again() == 2
    assert [text for text in (*ids, *NAMES) if text in everything()] == []
    assert guarded(guard) == ["", "", "A-002"]
