"""A village whose helpers may use their phones, and Collect on one of them."""

import pytest
from django.test import Client

from doorstep.entry.actions.set_up import change_instance
from doorstep.kit import clock
from doorstep.sync.actions import give_device
from tests.api.collect import Collect, filled
from tests.factories import DAY


@pytest.fixture
def given(cast, method):
    """Tashi's phone with Collect, and its token."""
    change_instance(by=cast.coordinator, on=DAY, has_field_page=True)
    return give_device(cast.tashi, kind="collect", name="手机", by=cast.coordinator, on=DAY)


@pytest.fixture
def collect(given):
    return Collect(f"http://testserver/odk/{given[1]}", Client())


@pytest.fixture
def collect_outside(given, live_server):
    """The same over the network."""
    return Collect(f"{live_server.url}/odk/{given[1]}")


@pytest.fixture
def forms(collect):
    """The forms' bytes by id."""
    return {form: collect.download(told) for form, told in collect.forms().items()}


@pytest.fixture
def ordinary(cast, forms):
    """ordinary(…): a visit of household a as Collect sends it."""

    def made(form="visit", **values):
        said = {"what__household": cast.a.pk, "what__on": clock.today()}
        if form == "visit":
            said["what__result"] = "met"
        return filled(forms[form], **(said | values))

    return made
