"""What a visit that Collect sends asks of the database: the trail, the caseload and the form itself
included."""

import pytest
from django.db import connection

from doorstep.needs.models import Need
from doorstep.people.models import AuditEntry, Helper
from doorstep.sync.models import Submission
from doorstep.visits.models import ServiceGiven, Visit
from tests.statements import statements

pytestmark = pytest.mark.django_db
SERVICES = "policy hazard_check work_safety"
NEED = {"done__more": "need", "need__kind": "hardship", "need__text": "取暖用煤不够"}


def counted(model):
    return model.objects.count()


@pytest.mark.parametrize(("need", "most"), [({}, 9), (NEED, 13)])
def test_a_visit_asks_few_statements_and_leaves_everything(cast, collect, ordinary, need, most):
    collect.send(ordinary(done__services=SERVICES))  # the day's first notes the day as well
    visit = ordinary(done__services=SERVICES, **need)
    left = (Visit, ServiceGiven, Need, Submission, AuditEntry)
    before = [counted(model) for model in left]
    revision = Helper.objects.get(pk=cast.tashi.pk).caseload_revision

    with statements() as asked:
        answer = collect.send(visit)

    assert (answer.status, answer.words) == (201, "已收到。")
    needs = 1 if need else 0
    grown = [counted(model) - was for model, was in zip(left, before, strict=True)]
    assert grown == [1, 3, needs, 1, 1 + needs]
    assert Helper.objects.get(pk=cast.tashi.pk).caseload_revision == revision + 1
    joined = 5 if connection.vendor == "postgresql" else 0
    assert len(asked) <= most - joined, "\n".join(asked)


def test_the_question_before_each_visit_reads_the_phone_alone(collect):
    collect.may_send()

    with statements() as asked:
        collect.may_send()

    assert len(asked) == 1
