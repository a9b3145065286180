"""A village of three households and two helpers to be paired, and how tests read it."""

from datetime import date

from doorstep.pairing import actions
from doorstep.pairing.models import Pairing

LATER = date(2026, 4, 6)
HERE, FAR = (29.83, 91.73), (29.83, 91.93)  # about 19 km as the crow flies


def propose(village, on=None):
    return actions.propose_pairing(village.caoba, by=village.coordinator, on=on or village.day)


def accept(village, plan, on=None):
    actions.accept_pairing(plan, by=village.coordinator, on=on or village.day)


def pairs(village, on=None):
    rows = Pairing.objects.live_on(on or village.day).filter(household__village=village.caoba)
    rows = rows.order_by("household__code", "order")
    return [(row.household.code, row.helper.name, row.via) for row in rows]
