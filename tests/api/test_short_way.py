"""The doors of phones go a short way: past what is for browsers, and past no guard of theirs."""

import re

import pytest
from django.test import Client, override_settings
from django.urls import get_resolver

from doorstep.kit import clock
from doorstep.office.phones import DOORS, ShortWay
from doorstep.people.models import AuditEntry

pytestmark = pytest.mark.django_db
SHORT = f"{ShortWay.__module__}.{ShortWay.__name__}"
UNKNOWN = {"HTTP_AUTHORIZATION": "Bearer none"}


def patterns(resolver=None, before="/"):
    for one in (resolver or get_resolver()).url_patterns:
        way = f"{before}{one.pattern}"
        if hasattr(one, "url_patterns"):
            yield from patterns(one, way)
        else:
            yield way, one.callback


def headers(answer):
    """All of them; what varies is a set."""
    told = dict(answer.headers)
    return told | {"Vary": {one.strip() for one in told.get("Vary", "").split(",")}}


def words(answer):
    """Of a page without the token of its forms, which is another each time."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", answer.content)


def without_the_short_way(settings):
    return [one for one in settings.MIDDLEWARE if one != SHORT]


def test_every_view_behind_the_doors_bears_a_token_and_asks_for_no_sign_in():
    behind = [view for way, view in patterns() if way.startswith(DOORS)]

    asked = {(view.login_required, view.csrf_exempt) for view in behind}
    assert (len(behind), asked) == (12, {(False, True)})


@pytest.mark.parametrize(
    ("method", "way", "status"),
    [
        ("GET", "/field/api/caseload", 401),
        ("POST", "/field/api/records", 401),
        ("GET", "/field/api/records", 405),
        ("PUT", "/field/api/records", 405),
        ("GET", "/odk/none/formList", 403),
        ("HEAD", "/odk/none/submission", 403),
        ("POST", "/odk/none/submission", 403),
        ("GET", "/odk/none/nowhere", 404),
        ("GET", "/odk/none/lists/needs.csv?x=%00", 400),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_short_way_answers_as_the_whole_way_does(
    given, settings, language, method, way, status
):
    asked = {"HTTP_ACCEPT_LANGUAGE": language, **UNKNOWN}
    short = Client().generic(method, way, **asked)

    with override_settings(MIDDLEWARE=without_the_short_way(settings)):
        whole = Client().generic(method, way, **asked)

    assert (short.status_code, words(short)) == (status, words(whole))
    left_out = {"Vary": headers(short)["Vary"]}  # a session's cookie is read there, and not here
    assert headers(short) == headers(whole) | left_out


def test_another_host_is_refused_at_the_doors_too(given):
    assert Client().get("/field/api/caseload", headers={"host": "elsewhere"}).status_code == 400


def test_what_a_phone_does_is_told_on_the_day_it_comes(collect, ordinary):
    collect.send(ordinary())

    assert AuditEntry.objects.get(act="record_visit").on == clock.today()


@pytest.mark.parametrize("address", ["/odk/nobody/formList", "/field/api/caseload"])
def test_a_body_that_is_too_large_is_refused_unread_where_something_is_only_shown(client, address):
    sent = client.post(address, b"x", content_type="text/plain", CONTENT_LENGTH="90000000")

    assert sent.status_code == 413
