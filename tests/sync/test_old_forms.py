"""Words of forms go after their time, as those of what they recorded; that they came stays."""

import json
from datetime import timedelta

import pytest

from doorstep.sync.actions import empty_old_forms
from doorstep.sync.models import Attachment, Submission
from doorstep.visits.models import Visit
from tests.sync.test_receive import TODAY, phone, send, told, visit_of  # noqa: F401

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=1)


def test_what_was_applied_is_emptied_with_its_files_and_what_waits_is_kept(
    cast,
    phone,  # noqa: F811
    client,
):
    done, waiting = visit_of(cast.a, note="说过的话"), visit_of(cast.a, mode="?", note="还在等")
    for form in (done, waiting):
        send(phone, form, **{"a.jpg": b"picture"})

    emptied = [empty_old_forms(day, by=cast.coordinator, on=LATER) for day in (TODAY, LATER, LATER)]

    kept = {str(one.pk): one for one in Submission.objects.all()}
    client.force_login(cast.coordinator)
    pages = [client.get(f"/held/{key}/").status_code for key in kept]
    assert emptied == [0, 2, 0]
    assert (kept[done["id"]].body, kept[done["id"]].state) == (b"", "applied")
    assert json.loads(kept[waiting["id"]].body)["note"] == "还在等"
    assert [str(one.submission_id) for one in Attachment.objects.all()] == [waiting["id"]]
    assert pages == [200, 200]
    assert Visit.objects.count() == 1


def test_what_comes_again_after_its_time_is_known_and_brings_nothing_back(cast, phone):  # noqa: F811
    form = visit_of(cast.a, note="说过的话")
    send(phone, form)
    empty_old_forms(LATER, by=cast.coordinator, on=LATER)

    again = send(phone, form, **{"a.jpg": b"picture"})

    assert told(again) == (False, False, "applied", "")
    assert (Submission.objects.get().body, Attachment.objects.count()) == (b"", 0)
