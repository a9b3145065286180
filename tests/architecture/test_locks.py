"""Rows that many others name are locked so that these can still be written."""

import re

from tests.architecture.source import files, name

WHOLE = re.compile(r"\bselect_for_update\((?![^()]*(\([^()]*\))?[^()]*no_key=True)")
ALLOWED = {  # the row goes, so nothing may be written that names it
    "doorstep/rights/actions/erasing.py",
    "doorstep/rights/actions/rereadings.py",
    "doorstep/sync/actions/merging.py",
}


def test_a_lock_on_a_row_that_others_name_leaves_its_key_free():
    """On PostgreSQL a row that names another locks that one's key. Who holds all of a place and
    waits for its trail, and who has the trail and writes a row of that place, wait for ever."""
    whole = {name(path) for path in files(".py") if WHOLE.search(path.read_text("utf-8"))}

    assert whole == ALLOWED
