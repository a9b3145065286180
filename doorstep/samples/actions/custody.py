"""The chain of custody: each link is handed over by whoever holds the sample; a gap has no row."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit, told_together
from doorstep.people.models import Account, Helper, live_on
from doorstep.samples.actions.samples import guard_not_spoiled, hold
from doorstep.samples.choices import CustodyKind
from doorstep.samples.models import Custody, Lab, Sample
from doorstep.samples.queries import holder_of
from doorstep.stations.actions.text import clean

CARRIER = pgettext_lazy("custody", "Who carries it")


class CustodyGap(Refused):
    message = _(
        "Sample %(code)s is with %(holder)s and not with %(giver)s: a link of its chain is "
        "missing. Record first who handed it over, then this."
    )


class WithoutCustody(Refused):
    message = _("Nobody is recorded as having sample %(code)s; its chain cannot be continued.")


class CustodyOutOfOrder(Refused):
    message = _("Sample %(code)s came to %(holder)s on %(day)s; it cannot be handed over before.")


class HandedOverInFuture(Refused):
    message = _("Sample %(code)s cannot have changed hands on %(day)s: that day is still to come.")


class AtTheLabAlready(Refused):
    message = _("%(holder)s received sample %(code)s on %(day)s; its chain ends there.")


class HolderMissing(Refused):
    message = _("Say who takes the sample: a helper, or somebody else.")


class HolderUnchanged(Refused):
    message = _("%(holder)s has sample %(code)s already.")


class CarrierNotInTeam(Refused):
    message = _("%(name)s is not in the team of %(place)s on %(day)s; choose another.")


class LabOfAnotherPlace(Refused):
    message = _("%(name)s is no laboratory of %(place)s.")


@transaction.atomic
def hand_over_sample(
    sample: Sample,
    *,
    giver: str,
    handed_on: date,
    by: Account,
    on: date,
    helper: Helper | None = None,
    carrier: str = "",
) -> Custody:
    """Somebody takes a sample from its holder: a helper, or somebody else by what they are.
    `giver`: who hands it over, as the screen or the paper says; it has to be the holder there is
    (`Custody.holder`). WithoutCustody, CustodyGap, CustodyOutOfOrder, AtTheLabAlready,
    HolderMissing, HolderUnchanged, CarrierNotInTeam, HandedOverInFuture, SampleSpoiled,
    TextTooLong, IdentityNumberRefused."""
    carrier = clean(carrier, CARRIER, most=60, needed=False)
    if (helper is None) == (not carrier):
        raise HolderMissing
    last = _hold(sample, giver, handed_on, on)
    here = Helper.objects.filter(live_on(handed_on), team__place=sample.place_id)
    if helper is not None and not here.filter(pk=helper.pk).exists():
        raise CarrierNotInTeam(name=helper.name, place=sample.place.name, day=handed_on)
    link = Custody(kind=CustodyKind.HANDED_OVER, helper=helper, carrier=carrier)
    return _add(sample, last, link, "hand_over_sample", handed_on, by=by, on=on)


@transaction.atomic
def receive_sample(
    sample: Sample, lab: Lab, *, giver: str, received_on: date, by: Account, on: date
) -> Custody:
    """The laboratory received a sample from its holder; the chain ends there. Refuses as
    `hand_over_sample`; LabOfAnotherPlace."""
    if lab.place_id != sample.place_id:
        raise LabOfAnotherPlace(name=lab.name, place=sample.place.name)
    last = _hold(sample, giver, received_on, on)
    link = Custody(kind=CustodyKind.RECEIVED, lab=lab)
    return _add(sample, last, link, "receive_sample", received_on, by=by, on=on)


@transaction.atomic
@told_together()
def hand_over_samples(samples: Iterable[Sample], *, by: Account, **given: Any) -> list[Custody]:
    """Several at once, all of them or none; refuses as `hand_over_sample`."""
    rows = sorted(samples, key=lambda one: one.pk)
    return [hand_over_sample(one, by=by, **given) for one in rows]


@transaction.atomic
@told_together()
def receive_samples(
    samples: Iterable[Sample], lab: Lab, *, by: Account, **given: Any
) -> list[Custody]:
    """Several at once, all of them or none; refuses as `receive_sample`."""
    rows = sorted(samples, key=lambda one: one.pk)
    return [receive_sample(one, lab, by=by, **given) for one in rows]


def _hold(sample: Sample, giver: str, day: date, on: date) -> Custody:
    """The link that is continued, with the sample held."""
    hold(sample)
    guard_not_spoiled(sample)
    last = holder_of(sample)
    if last is None:
        raise WithoutCustody(code=sample.code)
    if last.kind == CustodyKind.RECEIVED:
        raise AtTheLabAlready(code=sample.code, holder=last.holder, day=last.on)
    if giver.strip() != last.holder:
        raise CustodyGap(code=sample.code, holder=last.holder, giver=giver.strip() or "–")
    if day < last.on:
        raise CustodyOutOfOrder(code=sample.code, holder=last.holder, day=last.on)
    if day > on:
        raise HandedOverInFuture(code=sample.code, day=day)
    return last


def _add(
    sample: Sample, last: Custody, link: Custody, act: str, day: date, *, by: Account, on: date
) -> Custody:
    if link.holder_key == last.holder_key:
        raise HolderUnchanged(code=sample.code, holder=last.holder)
    link.sample, link.order, link.on, link.by = sample, last.order + 1, day, by
    link.save(force_insert=True)
    household = sample.household_id
    audit(act, sample, by=by, on=on, household_id=household, place=sample.place_id)
    return link
