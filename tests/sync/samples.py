"""The sample ledgers, imported with the real action."""

from datetime import date

from doorstep.people.actions import system_account
from doorstep.register.roster import read_roster
from doorstep.sync.actions import import_roster, preview_roster
from tests.register.roster.samples import path_of

DAY = date(2026, 11, 23)


def take(name, place="niancun", *, on=DAY, **other):
    roster = read_roster(path_of(name), today=on)
    by = system_account()
    return import_roster(roster, place, by=by, on=on, filename=name, digest="", **other)


def look(name, place="niancun", *, on=DAY):
    return preview_roster(read_roster(path_of(name), today=on), place, on=on)
