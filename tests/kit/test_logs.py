"""The server's log: where something broke, and nothing of whom it was about."""

import io
import logging
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from doorstep.kit.logs import NamesNoPath
from doorstep.people.models import Account
from doorstep.settings import LOGGING, UNLOGGED_PATHS
from tests.factories import make_account


@pytest.fixture
def logged():
    """A logger as the settings make it, and what it wrote."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter(LOGGING["formatters"]["line"]["format"], style="{"))
    handler.addFilter(NamesNoPath(UNLOGGED_PATHS))
    logger = logging.Logger("django.request")
    logger.addHandler(handler)
    return logger, stream


def test_an_error_is_logged_by_its_kind_and_our_lines_without_what_it_says(db, logged):
    logger, stream = logged
    account = make_account("drolma")

    try:
        with transaction.atomic():
            Account(login=account.login, name="卓玛").save(force_insert=True)
    except IntegrityError:
        logger.exception("Internal Server Error: /people/")

    said = stream.getvalue()
    assert account.login not in said.lower()
    assert "卓玛" not in said
    assert said.splitlines()[:2] == [
        "ERROR django.request: Internal Server Error: /people/",
        "django.db.utils.IntegrityError",
    ]


def test_our_own_frames_are_named_by_file_and_line(logged):
    from doorstep.kit import vault

    logger, stream = logged

    try:
        vault.unseal_with(b"0" * 32, "owner", "sealed words")
    except vault.SealBroken:
        logger.exception("Internal Server Error: /needs/")

    assert "  doorstep/kit/vault.py:" in stream.getvalue()
    assert "sealed words" not in stream.getvalue()


def test_no_address_is_logged_with_an_id(logged):
    logger, stream = logged

    logger.warning("Not Found: %s", f"/households/{uuid4()}/")

    assert stream.getvalue() == "WARNING django.request: Not Found: /households/…/\n"


def test_an_error_in_a_private_request_names_neither_its_room_nor_a_household(logged):
    logger, stream = logged
    household = uuid4()

    try:
        raise ValueError(f"safeguarding of {household}")
    except ValueError:
        logger.exception("Internal Server Error: /safeguarding/%s/", uuid4())

    assert stream.getvalue() == (
        "ERROR django.request: an error while answering a private request: ValueError\n"
    )
