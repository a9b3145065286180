"""A file that takes long to read keeps nobody from writing: it is read before the first lock."""

import pytest
from django.db import connection

from doorstep.campaigns.actions import read_unit_states
from doorstep.campaigns.queries import files as states
from doorstep.funds.actions import read_bank_file
from doorstep.funds.queries import statements
from doorstep.jobs.actions import read_job_offers
from doorstep.jobs.queries import workbook as offers
from doorstep.kit.sheets import EmptyWorkbook
from doorstep.partners.actions import add_partner, read_acts
from doorstep.partners.queries import workbook as acts
from doorstep.samples.actions import read_lab_results
from doorstep.samples.queries import lab_sheets
from tests.campaigns.conftest import begin
from tests.factories import DAY
from tests.samples.made import make_lab


def bank(cast, told):
    read_bank_file(cast.caoba, name="bank.csv", data=b"1", **told)


def jobs(cast, told):
    read_job_offers(cast.caoba, data=b"1", **told)


def laboratory(cast, told):
    read_lab_results(make_lab(cast.caoba), name="lab.csv", data=b"1", **told)


def partner(cast, told):
    read_acts(add_partner(cast.caoba, name="医院", since_on=DAY, **told), data=b"1", **told)


def units(cast, told):
    campaign = begin(cast.caoba, cast.coordinator)
    read_unit_states(campaign, b"1", villages=[cast.caoba.pk], may_accept=True, **told)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("room", "read"),
    [
        (statements, bank),
        (offers, jobs),
        (lab_sheets, laboratory),
        (acts, partner),
        (states, units),
    ],
)
def test_a_file_is_read_while_others_write(cast, method, monkeypatch, room, read):
    held = []

    def read_workbook(_data):
        held.append(connection.in_atomic_block)
        raise EmptyWorkbook

    monkeypatch.setattr(room, "read_workbook", read_workbook)
    with pytest.raises(EmptyWorkbook):
        read(cast, {"by": cast.coordinator, "on": DAY})

    assert held == [False]
