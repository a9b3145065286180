"""A picture comes with a hazard alone, small and bare, and lies in the form and nowhere else."""

import base64
import json

import pytest

from doorstep.needs.models import Need
from doorstep.sync.models import Submission
from doorstep.sync.queries import hazard_photo
from doorstep.sync.rules.photos import MOST_BYTES, TAKEN_OUT, photo_of
from tests.sync.pictures import DOT, told, with_notes
from tests.sync.test_receive import TODAY, phone, send, visit_of  # noqa: F401

pytestmark = pytest.mark.django_db
COLOURS = with_notes(DOT, 0xE2, b"ICC_PROFILE\0")
PADDED = DOT[:-2] + b"\0" * (MOST_BYTES - len(DOT)) + DOT[-2:]


def hazard(**said):
    return {"kind": "hazard", "text": "烟道裂了", "photo": told(DOT)} | said


def need_of(household, **said):
    return visit_of(household, form="need", version="2") | hazard(**said)


@pytest.mark.parametrize("picture", [DOT, COLOURS, PADDED])
def test_a_small_bare_picture_is_taken(picture):
    assert photo_of(told(picture)) == picture


@pytest.mark.parametrize(
    "text",
    [
        told(with_notes(DOT)), told(with_notes(DOT, 0xED)), told(with_notes(DOT, 0xFE)),
        told(with_notes(DOT, 0xE2, b"MPF\0")), told(PADDED + DOT[-2:]), told(DOT[:-2]),
        told(b"\x89PNG" + DOT), told(DOT[:2] + DOT[-2:]), told(DOT[:2] + b"\xff" + DOT[-2:]),
        told(DOT[:2] + b"<svg>" + DOT[2:]), "data:image/jpeg;base64,", "?", "", None, 7, [],
    ],
)  # fmt: skip
def test_anything_else_is_no_picture(text):
    assert photo_of(text) is None


def test_it_is_found_for_the_hazard_it_came_with(cast, phone):  # noqa: F811
    send(phone, need_of(cast.a))
    send(phone, visit_of(cast.a, needs=[hazard(text="电线"), hazard(text="桥", photo="")]))

    assert {need.text: hazard_photo(need) for need in Need.objects.all()} == {
        "烟道裂了": DOT, "电线": DOT, "桥": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    "said", [{"kind": "care"}, {"photo": told(b"II*\0" + DOT)}, {"photo": {"a": 1}}]
)
def test_a_picture_of_anything_else_or_of_another_sort_waits_and_raises_nothing(
    cast,
    phone,  # noqa: F811
    said,
):
    send(phone, need_of(cast.a, **said))

    held = Submission.objects.get()
    assert (held.state, held.refusal) == ("held", "sync.PhotoNotTaken")
    assert not Need.objects.exists()


@pytest.mark.parametrize("is_in_a_visit", [False, True])
def test_what_a_camera_noted_goes_before_the_form_is_kept(cast, phone, is_in_a_visit):  # noqa: F811
    row = hazard(photo=told(with_notes(DOT)))
    form = visit_of(cast.a, needs=[row]) if is_in_a_visit else need_of(cast.a, **row)

    first, again = send(phone, form), send(phone, form)

    kept = Submission.objects.get()
    [bare] = json.loads(kept.body)["needs"] if is_in_a_visit else [json.loads(kept.body)]
    assert (kept.state, hazard_photo(Need.objects.get())) == ("applied", DOT)
    assert bare["photo"] == told(DOT)
    assert (first.digest, again.digest, again.is_conflict) == (kept.digest, kept.digest, False)


@pytest.mark.parametrize(
    "photo", [told(b"II*\0GPS"), "data:image/jpeg;base64," + told(with_notes(DOT)), {"a": 1}, [1]]
)
def test_a_picture_whose_notes_cannot_be_taken_out_is_not_kept(cast, phone, photo):  # noqa: F811
    send(phone, need_of(cast.a, photo=photo))

    kept = Submission.objects.get()
    assert (kept.state, kept.refusal) == ("held", "sync.PhotoNotTaken")
    assert json.loads(kept.body)["photo"] == TAKEN_OUT


def test_other_content_under_a_known_id_keeps_no_notes_either(cast, phone):  # noqa: F811
    form = need_of(cast.a)
    send(phone, form)
    send(phone, form | {"text": "烟道", "photo": told(with_notes(DOT))})

    other = Submission.objects.get(because="other_content")
    assert json.loads(other.body)["photo"] == told(DOT)


def test_a_form_that_breaks_off_keeps_its_words_and_no_picture(phone):  # noqa: F811
    body = json.dumps(hazard(photo=told(with_notes(DOT))), ensure_ascii=False).encode()
    send(phone, body[:-20])

    kept = Submission.objects.get()
    assert (kept.because, kept.body) == (
        "unreadable", '{"kind": "hazard", "text": "烟道裂了", "photo": "-'.encode(),
    )  # fmt: skip


def test_it_goes_with_the_form(cast, phone):  # noqa: F811
    send(phone, need_of(cast.a))
    Submission.objects.update(content="")

    assert hazard_photo(Need.objects.get()) is None
    assert base64.b64decode(told(DOT)) == DOT
