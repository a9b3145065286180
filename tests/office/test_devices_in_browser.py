"""A phone with Collect is given in a real browser."""

import pytest

from doorstep.entry.actions.set_up import change_instance
from doorstep.sync.models import Device
from tests.browser import barriers
from tests.factories import DAY

pytestmark = pytest.mark.django_db(transaction=True)


def test_collect_is_given_by_a_slip_and_shut_out_again(cast, method, page, sign_in):
    change_instance(by=cast.coordinator, on=DAY, has_field_page=True)
    sign_in(cast.coordinator)
    page.goto(f"/helpers/{cast.tashi.pk}/devices/")

    page.fill("#id_name", "旧手机")
    page.check("input[name=kind][value=collect]")
    assert barriers(page) == []
    page.click(".main-act")
    page.wait_for_selector("img.qr")
    assert barriers(page) == []
    drawn = page.evaluate("document.querySelector('img.qr').naturalWidth")
    page.click(".print-bar a")
    page.click("button[formaction$='/shut-out/']")
    page.wait_for_selector("td:has-text('日停用')")

    assert drawn > 0
    assert Device.objects.get().is_shut_out
