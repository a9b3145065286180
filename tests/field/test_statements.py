"""What a visit that the field page sends asks of the database."""

import pytest
from django.test import Client

from doorstep.needs.models import Need
from tests.field.test_api import send, visit_of
from tests.statements import statements

pytestmark = pytest.mark.django_db
SERVICES = ["policy", "hazard_check", "work_safety"]
NEED = {"kind": "hardship", "text": "取暖用煤不够"}


@pytest.mark.parametrize(("needs", "most"), [([], 9), ([NEED], 13)])
def test_a_visit_asks_few_statements(cast, given, needs, most):
    phone = Client(headers={"Authorization": f"Bearer {given[1]}"})
    send(phone, visit_of(cast.a, services=SERVICES))  # the day's first notes the day as well

    with statements() as asked:
        answer = send(phone, visit_of(cast.a, services=SERVICES, needs=needs))

    assert [one["state"] for one in answer.json()["answers"]] == ["applied"]
    assert Need.objects.count() == len(needs)
    assert len(asked) <= most, "\n".join(asked)
