"""A plan that is changed, in a real browser: with and without script, wide and narrow."""

import pytest

from doorstep.office.plans import running as running_room
from tests.browser import barriers
from tests.office.test_plan_changes import running  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(transaction=True)
NARROW = {"width": 390, "height": 844}


@pytest.mark.parametrize("script", [True, False])
def test_something_has_changed_from_the_plan_to_its_acceptance(
    cast, running, page, still_page, sign_in, script, monkeypatch, settings, tmp_path  # noqa: F811
):  # fmt: skip
    settings.VAR = tmp_path
    # a thread's connection to a database in memory would never be closed
    monkeypatch.setattr(running_room, "start", lambda work, **_how: work())
    type(cast.coordinator).objects.filter(pk=cast.coordinator.pk).update(language="zh-hans")
    sign_in(cast.coordinator)
    window = page if script else still_page()
    window.goto("/plans/")
    window.get_by_role("link", name="情况有变化").click()
    window.get_by_role("link", name="有人这几天去不了").click()
    window.get_by_label("帮扶人", exact=True).select_option(str(cast.tashi.pk))
    window.get_by_label("起始日期", exact=True).fill("2026-03-16")
    window.get_by_label("到哪天为止").fill("2026-03-22")
    window.get_by_role("button", name="看看要改哪些").click()

    window.wait_for_url("**/changes/")
    if script:
        assert barriers(window) == []
        window.set_viewport_size(NARROW)
        assert window.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    window.get_by_role("button", name="就这么办").click()

    window.wait_for_url("**/plans/")
    assert window.get_by_text("已采用；帮扶人可以看到各自的安排。").count() == 1
