"""Collect's round, from the first update to the last part of a split upload."""

from uuid import uuid4

import pytest

from doorstep.sync.models import Attachment, Submission
from doorstep.visits.models import Visit
from tests.api.collect import filled

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_whole_round(cast, collect):
    forms = collect.forms()
    bodies = {form: collect.download(told) for form, told in forms.items()}
    lists = {form: collect.lists(told) for form, told in forms.items()}

    assert list(forms) == ["visit", "need", "close"]
    for one in (one for named in lists.values() for one in named.values()):
        ids = [row["name"] for row in collect.rows(one)]
        assert collect.gone(one, uuid4(), *ids) == dict.fromkeys(ids, False)
    assert collect.may_send().status == 204

    visit = filled(bodies["visit"])
    split = filled(bodies["visit"])
    assert collect.send(visit).status == 201
    assert collect.send(visit).status == 201
    assert collect.send(split, [("a.jpg", b"pixels")], is_incomplete=True).status == 201
    assert collect.send(split, [("b.jpg", b"pixels")]).status == 201
    assert collect.send(visit.replace(b">", b"> ", 1)).status == 409
    assert collect.send(filled(bodies["visit"], version="none")).status == 201

    kept = Submission.objects.values_list("because", flat=True)
    assert sorted(kept) == ["other_content", "unknown_form", *["unknown_household"] * 2]
    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["a.jpg", "b.jpg"]


def test_a_visit_is_applied_and_comes_back_in_the_list(cast, collect, ordinary):
    households = collect.lists(collect.forms()["visit"])["households.csv"]
    before = {row["code"]: row for row in collect.rows(households)}
    visit = ordinary(done__services="policy hazard_check", done__note="一切都好")

    answer = collect.send(visit)

    made = Visit.objects.get()
    assert (answer.status, answer.words) == (201, "已收到。")
    assert (made.household, made.helper, made.channel, made.note) == (
        cast.a, cast.tashi, "collect", "一切都好",
    )  # fmt: skip
    assert sorted(made.services.values_list("service", flat=True)) == ["hazard_check", "policy"]
    again = collect.lists(collect.forms()["visit"])["households.csv"]
    after = {row["code"]: row for row in collect.rows(again)}
    assert list(before) == list(after) == ["A-001", "A-002"]
    assert again["hash"] != households["hash"]
    assert int(after["A-001"]["__version"]) > int(before["A-001"]["__version"])
    assert (before["A-001"]["last_visit"], after["A-001"]["last_visit"]) == ("", f"{made.on}")
