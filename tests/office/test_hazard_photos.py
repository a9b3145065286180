"""The picture of a hazard on the need's page: for those who see the need, and for nobody else."""

import json
from uuid import uuid4

import pytest

from doorstep.entry.actions.set_up import change_instance
from doorstep.needs.models import Need
from doorstep.sync.actions import Incoming, give_device, receive
from doorstep.sync.models import Submission
from doorstep.visits.choices import Channel
from tests.factories import DAY, make_need
from tests.office.conftest import TODAY
from tests.sync.pictures import DOT, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(cast, method, today):
    change_instance(by=cast.coordinator, on=DAY, has_field_page=True)
    phone, _token = give_device(cast.tashi, kind="field", name="手机", by=cast.coordinator, on=DAY)

    def sent(**said):
        form = {
            "id": str(uuid4()), "form": "need", "version": "2", "household": str(cast.a.pk),
            "on": "2026-03-10", "kind": "hazard", "text": "烟道裂了", "photo": told(DOT),
        } | said  # fmt: skip
        incoming = Incoming(phone, json.dumps(form).encode(), Channel.FIELD)
        receive(incoming, by=cast.tashi_account, today=TODAY)

    return sent


def test_who_sees_the_need_sees_the_picture(cast, browser, send):
    send()
    need = Need.objects.get()
    address = f"/needs/{need.pk}/photo/"

    seen = {
        name: (browser(account).get(address), browser(account).get(f"/needs/{need.pk}/"))
        for name, account in (("coordinator", cast.coordinator), ("helper", cast.tashi_account))
    }
    other = browser(cast.other_coordinator)

    for picture, page in seen.values():
        assert (picture.content, picture["Content-Type"]) == (DOT, "image/jpeg")
        assert picture["X-Content-Type-Options"] == "nosniff"
        assert page.text.count(address) == 2
    assert other.get(address).status_code == 404


def test_a_need_without_one_shows_none(cast, browser, method, today):
    need = make_need(cast.a, kind="hazard", text="电线")
    client = browser(cast.coordinator)

    assert client.get(f"/needs/{need.pk}/photo/").status_code == 404
    assert "/photo/" not in client.get(f"/needs/{need.pk}/").text


def test_a_picture_that_is_not_taken_is_left_out_when_it_is_corrected(cast, browser, send):
    send(photo=told(b"II*\0" + DOT))
    one = Submission.objects.get()
    client = browser(cast.coordinator)

    page = client.get(f"/held/{one.pk}/")
    form = client.get(f"/held/{one.pk}/mend/").context["form"]
    values = {name: form[name].value() for name in form.fields}
    values = {name: value for name, value in values.items() if value not in (None, "", False)}
    client.post(f"/held/{one.pk}/mend/", values)

    one.refresh_from_db()
    told_lines = {line.label: line.value for line in page.context["lines"]}
    assert told_lines["Photograph of the hazard"] == "yes"
    assert (one.settled, "photo" in json.loads(one.mended_body)) == ("mended", False)
    assert Need.objects.get().text == "烟道裂了"
