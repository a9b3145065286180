"""What waits to be mended in a real browser: no barriers, nothing runs out of the page."""

import json
from uuid import uuid4

import pytest

from doorstep.entry.actions.set_up import change_instance
from doorstep.kit import clock
from doorstep.sync.actions import Incoming, give_device, receive
from doorstep.sync.models import Submission
from doorstep.visits.choices import Channel
from tests.browser import barriers
from tests.factories import DAY
from tests.share import share


@pytest.fixture
def send(cast, method):
    """send(**said): the id of a visit to a that says this."""
    change_instance(by=cast.coordinator, on=DAY, has_field_page=True)
    phone, _token = give_device(cast.tashi, kind="field", name="手机", by=cast.coordinator, on=DAY)

    def sent(files=(), **said):
        form = {
            "id": str(uuid4()), "form": "visit", "version": "1", "household": str(cast.a.pk),
            "on": str(clock.today()), "mode": "on_site", "result": "met", "services": ["massage"],
        } | said  # fmt: skip
        incoming = Incoming(phone, json.dumps(form).encode(), Channel.FIELD, dict(files))
        receive(incoming, by=cast.tashi_account, today=clock.today())
        return form["id"]

    return sent


@pytest.mark.parametrize("width", share([320, 1280], 2))
def test_nothing_bars_the_way_and_nothing_runs_out(send, cast, page, sign_in, width):
    one = send(
        files=[("photo.jpg", b"x")], note="长" * 200,
        needs=[{"kind": "hazard", "text": "电线老化", "urgency": "soon"}],
        changes=[{"kind": "phone", "value": "19900001111"}],
    )  # fmt: skip
    send(id=one, note="另写的")
    other = Submission.objects.exclude(same_as=None).get().pk
    alone = send()
    phone = {"field": "phone", "was": "19900000001", "now": "19900002222"}
    elsewhere = {"field": "phone", "was": "19900009999", "now": "19900003333"}
    send(form="register", base=1, changes=[phone, elsewhere])
    sign_in(cast.coordinator)
    page.set_viewport_size({"width": width, "height": 900})
    pages = ("/held/", f"/held/{alone}/", f"/held/{other}/", f"/held/{alone}/mend/",
             "/held/register/")  # fmt: skip

    told = []
    for path in pages:
        page.goto(path)
        for fold in page.locator("details.block > summary").all():
            fold.click()
        runs_out = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        told.append((path, barriers(page), runs_out))

    assert told == [(path, [], False) for path in pages]
