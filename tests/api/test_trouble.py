"""A database that takes nothing in: Collect is told so, keeps its form, and sends it again."""

import pytest

from doorstep.sync.models import Submission
from doorstep.visits.models import Visit
from tests.trouble import ANSWERED, possible, trouble

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("number", [0, 1])
def test_a_form_stays_on_the_phone_and_comes_once_when_it_can(collect, ordinary, number):
    kind, form = possible()[number], ordinary(done__note="记" * 290)
    collect.send(ordinary())  # the day's first notes the day as well

    with trouble(kind):
        refused = [collect.send(form), *(collect.send(ordinary()) for _ in range(40))][-1]
        left = Visit.objects.count() if kind != "away" else None
    after = collect.send(form)

    assert (refused.status, refused.words) == (
        ANSWERED[kind],
        "办公室的磁盘满了。没有收下的内容还在手机上；请告诉办公室。"
        if kind == "full"
        else "办公室现在收不了任何东西。内容还在手机上，请过一会儿再试。",
    )
    assert after.status == 201
    assert left is None or Visit.objects.count() >= left
    assert Submission.objects.count() == Visit.objects.count()
