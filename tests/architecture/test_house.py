"""The house stands: settings load, pages answer, nothing waits for a migration."""

import pytest
from django.core.management import call_command
from django.test import Client


@pytest.mark.django_db
def test_the_settings_pass_djangos_own_checks():
    call_command("check", fail_level="WARNING")


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in_and_reads_chinese():
    answer = Client().get("/account/login/")

    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == "zh-hans"


@pytest.mark.django_db
def test_nobody_can_sign_up():
    answer = Client().post(
        "/account/signup/",
        {"username": "x", "password1": "long enough words", "password2": "long enough words"},
    )

    assert "account/signup_closed.html" in [template.name for template in answer.templates]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "email/",
        "password/reset/",
        "confirm-email/",
        "confirm-email/x/",
        "3rdparty/",
    ],
)
def test_no_page_asks_for_a_mail_address(address):
    answer = Client().post(f"/account/{address}", {"email": "x@example.org", "action_add": ""})

    assert answer.status_code == 404
