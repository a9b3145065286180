"""A heading of a laboratory's file that somebody forgets while another says what it means."""

import pytest

from doorstep.kit.errors import NotVisible
from doorstep.samples import actions as samples
from tests.factories import DAY
from tests.samples.made import make_lab


def test_what_was_forgotten_meanwhile_is_not_explained(cast):
    lab, told = make_lab(cast.caoba), {"by": cast.coordinator, "on": DAY}
    samples.note_headings(lab, ["流水"], **told)
    read = lab.columns.get()
    samples.forget_heading(lab.columns.get(), **told)

    with pytest.raises(NotVisible):
        samples.name_heading(read, "code", **told)

    assert not lab.columns.exists()
