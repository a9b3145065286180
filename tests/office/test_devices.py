"""A helper's devices, as the coordinator gives and ends them."""

import base64
import json
import re
import zlib

import pytest
from django.test import Client
from django.urls import reverse

from doorstep.entry.actions.set_up import change_instance
from doorstep.office.qr import qr
from doorstep.sync.models import Device
from tests.factories import DAY


@pytest.fixture
def client(cast, method, browser):
    change_instance(by=cast.coordinator, on=DAY, has_field_page=True)
    return browser(cast.coordinator)


@pytest.fixture
def address(cast):
    return f"/helpers/{cast.tashi.pk}/devices/"


def test_a_device_is_given_and_its_link_is_shown_once(cast, client, address):
    answer = client.post(address, {"name": "黑色手机"})

    token = re.search(r"/field/#([\w-]{43})<", answer.text)[1]
    device = Device.objects.get()
    phone = Client(headers={"Authorization": f"Bearer {token}"})
    assert (device.helper, device.name, device.kind) == (cast.tashi, "黑色手机", "field")
    assert phone.get(reverse("field:caseload")).json()["helper"] == "扎西"
    assert token not in client.get(address).text


def test_a_device_has_a_name(client, address):
    answer = client.post(address, {"name": " "})

    assert (answer.status_code, Device.objects.count()) == (422, 0)


@pytest.mark.parametrize(("act", "wipes"), [("shut-out", False), ("wipe", True)])
def test_a_device_is_shut_out(client, address, act, wipes):
    client.post(address, {"name": "手机"})
    device = Device.objects.get()

    answer = client.post(f"/devices/{device.pk}/{act}/", follow=True)

    device.refresh_from_db()
    assert (device.revoked_on is not None, device.is_to_wipe) == (True, wipes)
    assert answer.request["PATH_INFO"] == address


def test_one_shut_out_can_still_be_wiped(client, address):
    client.post(address, {"name": "手机"})
    device = Device.objects.get()
    client.post(f"/devices/{device.pk}/shut-out/")

    client.post(f"/devices/{device.pk}/wipe/")

    device.refresh_from_db()
    assert device.is_to_wipe


def test_while_the_field_page_is_off_there_are_no_devices(cast, client, address):
    client.post(address, {"name": "手机"})
    device = Device.objects.get()
    change_instance(by=cast.coordinator, on=DAY, has_field_page=False)

    statuses = [
        client.get(address).status_code,
        client.post(f"/devices/{device.pk}/shut-out/").status_code,
        client.post(f"/devices/{device.pk}/wipe/").status_code,
    ]

    assert statuses == [404, 404, 404]
    assert address not in client.get(f"/helpers/{cast.tashi.pk}/").text


def test_the_helpers_page_leads_to_the_devices(cast, client, address):
    assert address in client.get(f"/helpers/{cast.tashi.pk}/").text


def test_devices_of_another_village_are_not_found(cast, client, browser, address):
    client.post(address, {"name": "手机"})
    device = Device.objects.get()
    other = browser(cast.other_coordinator)

    assert other.get(address).status_code == 404
    assert other.post(f"/devices/{device.pk}/wipe/").status_code == 404


def test_collect_gets_its_settings_as_a_picture_once(cast, client, address):
    answer = client.post(address, {"name": "旧手机", "kind": "collect"})

    settings = settings_in(answer)
    device = Device.objects.get()
    server_url = settings["general"]["server_url"]
    assert (device.helper, device.kind) == (cast.tashi, "collect")
    assert settings["project"]["name"] == "Doorstep · 草坝村"
    assert settings["admin"]["change_server"] is False
    assert settings["admin"]["admin_pw"] in answer.text
    assert server_url not in answer.text
    assert Client().get(f"{server_url}/formList").status_code == 200
    assert server_url.rsplit("/", 1)[1] not in client.get(address).text


def test_what_collect_holds_is_not_said_to_be_wiped(client, address):
    client.post(address, {"name": "旧手机", "kind": "collect"})
    device = Device.objects.get()

    page = client.get(address).text
    done = client.post(f"/devices/{device.pk}/wipe/", follow=True).text

    assert f"/devices/{device.pk}/shut-out/" in page
    assert f"/devices/{device.pk}/wipe/" not in page
    assert "what lies on it stays until somebody deletes it by hand" in page
    assert "旧手机 is shut out. What lies on it must be deleted by hand" in done
    device.refresh_from_db()
    assert (device.is_shut_out, device.is_to_wipe) == (True, False)


def test_the_slip_of_collect_says_that_nobody_can_wipe_it(client, address):
    answer = client.post(address, {"name": "旧手机", "kind": "collect"})

    assert "This phone cannot be wiped from the office." in answer.text


@pytest.mark.parametrize("kind", ["field", "collect"])
def test_a_chinese_slip_has_no_western_comma(cast, browser, address, kind):
    client = browser(cast.coordinator, language="zh-hans")

    answer = client.post(address, {"name": "旧手机", "kind": kind})

    assert re.findall(r"[\u4e00-\u9fff], ", answer.text) == []


def settings_in(answer):
    """What the picture says: it is drawn from these words, and from no others."""
    drawn = answer.context["code"]
    said = answer.context["settings"]
    assert drawn == qr(said)
    assert drawn in answer.text.replace("&#x27;", "'")
    return json.loads(zlib.decompress(base64.b64decode(said)))
