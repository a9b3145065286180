"""A form that comes twice is kept once; what was refused may come again, and so may a new form."""

import errno
import os
import re
import threading
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from doorstep.funds import actions as funds
from doorstep.funds.models import Income
from doorstep.kit import marks
from doorstep.office import once
from tests.factories import DAY
from tests.office.conftest import TODAY

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture
def coop(cast):
    return funds.found_cooperative(
        cast.caoba, name="合作社", founded_on=DAY, by=cast.coordinator, on=DAY
    )


@pytest.fixture
def earn(cast, coop, today, settings, tmp_path):
    """earn(given, token=…): sends what was earned, on a form that is drawn anew without a token."""
    settings.VAR = tmp_path
    client = Client(enforce_csrf_checks=True)
    type(cast.coordinator).objects.filter(pk=cast.coordinator.pk).update(language="en")
    client.force_login(cast.coordinator)
    address = reverse("office:cooperative-earn", args=[coop.pk])

    def sent(given, token=None, **how):
        token = token or drawn()
        return client.post(address, given | {"csrfmiddlewaretoken": token}, **how)

    def drawn():
        return TOKEN.search(client.get(address).text).group(1)

    sent.drawn, sent.client = drawn, client
    return sent


KEPT_BEFORE = (
    "This form was sent before and is not kept a second time. Look whether it stands here; where "
    "it was taken back meanwhile, enter it on a new form."
)
GIVEN = {"amount": "1000", "received_on": "2026-03-04", "into": "bank", "text": ""}


def test_what_was_earned_counts_once_however_often_the_form_comes(earn):
    token = earn.drawn()
    first = earn(GIVEN, token)
    again = earn(GIVEN, token, follow=True)

    assert first.status_code == 302
    assert again.redirect_chain == [(first["Location"], 302)]
    assert KEPT_BEFORE in again.text
    assert Income.objects.count() == 1


def test_what_was_taken_back_is_not_kept_again_from_the_same_form_and_says_what_to_do(cast, earn):
    token = earn.drawn()
    earn(GIVEN, token)
    earned = Income.objects.get().postings.get()
    funds.reverse_income(earned, because="记错了", by=cast.coordinator, on=TODAY)

    again = earn(GIVEN, token, follow=True)
    kept = Income.objects.count()
    earn(GIVEN)

    assert (KEPT_BEFORE in again.text, kept, Income.objects.count()) == (True, 1, 2)


def test_the_same_on_a_new_form_and_other_words_are_kept(earn):
    token = earn.drawn()
    for given, key in ((GIVEN, token), (GIVEN | {"amount": "900"}, token), (GIVEN, None)):
        assert earn(given, key).status_code == 302

    assert Income.objects.count() == 3


def test_what_was_refused_may_come_again(earn):
    token, bad = earn.drawn(), GIVEN | {"amount": "-1"}

    told = [earn(bad, token).status_code for _twice in range(2)]

    assert told == [422, 422]
    assert Income.objects.count() == 0


def test_one_whose_first_sending_never_ended_is_told_to_look(earn, monkeypatch, settings):
    monkeypatch.setattr(marks, "PATIENCE", 0.0)
    token = earn.drawn()
    earn(GIVEN, token)
    (mark,) = (settings.VAR / "sent").iterdir()
    mark.write_text("")

    answer = earn(GIVEN, token)

    assert answer.status_code == 409
    assert "still being saved" in answer.text
    assert Income.objects.count() == 1


def test_the_second_waits_for_the_first(settings, tmp_path):
    settings.VAR = tmp_path
    mark = marks.folder() / "form"
    answers = [marks.claim(mark)]
    second = threading.Thread(target=lambda: answers.append(marks.claim(mark)))
    second.start()
    second.join(timeout=0.3)
    waits = second.is_alive()
    mark.write_text("/money/")
    second.join()

    assert (waits, answers) == (True, [None, "/money/"])


def test_an_hour_later_nothing_of_it_is_kept(earn, settings):
    earn(GIVEN)
    folder, old = settings.VAR / "sent", time.time() - marks.KEPT_FOR - 1
    (mark,) = folder.iterdir()
    os.utime(mark, (old, old))

    earn(GIVEN)

    assert mark not in set(folder.iterdir())


def test_what_cannot_be_taken_away_keeps_no_form_from_coming_again(earn, settings):
    folder, old = settings.VAR / "sent" / "lost+found", time.time() - marks.KEPT_FOR - 1
    folder.mkdir(parents=True)
    os.utime(folder, (old, old))
    token = earn.drawn()

    told = [earn(GIVEN | {"amount": amount}, token).status_code for amount in ("-1", "1", "1")]

    assert told == [422, 302, 302]
    assert Income.objects.count() == 1
    assert len(list(folder.parent.iterdir())) == 2  # and the form that was saved


def test_a_file_that_was_mended_is_another_one_also_where_it_is_as_long(rf):
    digests = {
        once.digest_of(rf.post("/", {"file": SimpleUploadedFile("表.csv", b"1,%d" % number)}))
        for number in (5, 6, 5)
    }

    assert len(digests) == 2


def test_a_file_is_read_from_its_beginning_by_whoever_comes_after(rf):
    request = rf.post("/", {"file": SimpleUploadedFile("表.csv", b"1,5")})

    once.digest_of(request)

    assert request.FILES["file"].read() == b"1,5"


def test_of_what_leaves_no_trace_no_file_stands(cast, earn, settings):
    given = {"csrfmiddlewaretoken": earn.drawn()}

    earn.client.post(f"/households/{cast.a.pk}/hand-over/", given)

    assert not (settings.VAR / "sent").exists()


def test_a_disk_that_is_full_after_saving_undoes_nothing(earn, monkeypatch):
    def full(self, text, encoding):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(marks.Path, "write_text", full)

    assert earn(GIVEN).status_code == 302
    assert Income.objects.count() == 1


def test_old_marks_that_cannot_be_read_leave_the_new_one_whole(earn, monkeypatch):
    def refused(self):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(marks.Path, "iterdir", refused)
    token = earn.drawn()

    answers = [earn(GIVEN, token) for _twice in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert Income.objects.count() == 1


def test_without_a_place_to_note_it_the_form_is_saved(earn, settings, tmp_path):
    (tmp_path / "sent").write_text("no folder")

    assert earn(GIVEN).status_code == 302
    assert Income.objects.count() == 1
