"""Taking a sample, and what becomes of it beside its custody and its results."""

import re
import unicodedata
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.activities.models import Activity
from doorstep.kit.errors import Refused
from doorstep.people.actions import audit
from doorstep.people.models import Account, Helper, Place, live_on
from doorstep.register.models import Household
from doorstep.samples.choices import CustodyKind, Matter, ToldHow
from doorstep.samples.models import Custody, Sample
from doorstep.samples.norms import norms_for
from doorstep.stations.actions.text import clean, guard_same

WHERE = pgettext_lazy("sample", "Where it was taken")
SPOILED_BECAUSE = pgettext_lazy("sample", "What happened to it")
_CODE = re.compile(r"[A-Za-z0-9一-鿿][A-Za-z0-9一-鿿._/-]{0,29}")


class SampleCodeUnreadable(Refused):
    message = _(
        "“%(code)s” is no code of a sample: letters, digits, points, strokes and hyphens, at most "
        "30, as it stands on the label."
    )


class SampleCodeTaken(Refused):
    message = _("“%(code)s” is the code of another sample of %(day)s; write another on the label.")


class SampleInFuture(Refused):
    message = _("A sample cannot have been taken on %(day)s: that day is still to come.")


class ToldInFuture(Refused):
    message = _("A result cannot have been told on %(day)s: that day is still to come.")


class SampledNowhere(Refused):
    message = _(
        "Write the code of the household, or where the sample was taken: of a sample from nowhere "
        "nobody can be told."
    )


class ActivityOfAnotherPlace(Refused):
    message = _("“%(title)s” was not held at %(place)s.")


class SamplerNotInTeam(Refused):
    message = _("%(name)s is not in the team of %(place)s on %(day)s; choose who took it.")


class SampledHouseholdElsewhere(Refused):
    message = _("Household %(code)s does not belong to %(place)s, or was not there on %(day)s.")


class NormDoesNotFit(Refused):
    message = _("This norm has no limits for %(matter)s; choose another, or none.")


class SampleSpoiled(Refused):
    message = _("Sample %(code)s was spoiled or lost on %(day)s.")


class SampleMeasured(Refused):
    message = _("Sample %(code)s has results; it is not spoiled.")


class NothingToTell(Refused):
    message = _("Sample %(code)s has no result yet; there is nothing to tell.")


class ToldAlready(Refused):
    message = _("The result of %(code)s was told on %(day)s already.")


class ToldBeforeMeasured(Refused):
    message = _("The result came on %(day)s; it cannot have been told before.")


@transaction.atomic
def take_sample(
    activity: Activity,
    *,
    code: str,
    matter: Matter | str,
    taken_by: Helper,
    taken_on: date,
    by: Account,
    on: date,
    household: Household | None = None,
    where: str = "",
    norm: str = "",
    id: UUID | None = None,  # noqa: A002
) -> Sample:
    """A sample of a field activity, with the first link of its chain: who took it has it. Sent
    again under its id, it is the same sample. SentOtherwise, SampleCodeUnreadable, SampleCodeTaken,
    SampleInFuture, SamplerNotInTeam, SampledNowhere, SampledHouseholdElsewhere,
    NormDoesNotFit, TextTooLong, IdentityNumberRefused."""
    place = Place.objects.select_for_update(no_key=True).get(pk=activity.place_id)
    matter, code = Matter(matter), read_code(code)
    where = clean(where, WHERE, most=100, needed=False)
    if sent := Sample.objects.filter(pk=id, place=place).first():
        guard_same(
            activity=(sent.activity_id, activity.pk),
            code=(sent.code, code),
            matter=(sent.matter, matter),
            taken=((sent.taken_by_id, sent.taken_on), (taken_by.pk, taken_on)),
            household=(sent.household, household),
            where=(sent.where, where),
            norm=(sent.norm, norm),
        )
        return sent
    if taken_on > on:
        raise SampleInFuture(day=taken_on)
    _guard_taker(taken_by, place, taken_on)
    if household is None and not where:
        raise SampledNowhere
    if household is not None and (
        household.village_id != place.pk or not household.is_active(taken_on)
    ):
        raise SampledHouseholdElsewhere(code=household.code, place=place.name, day=taken_on)
    _guard_norm(norm, matter)
    if same := Sample.objects.filter(place=place, code__iexact=code).first():
        raise SampleCodeTaken(code=same.code, day=same.taken_on)
    is_new = id is not None and not Sample.objects.filter(pk=id).exists()
    sample = Sample.objects.create(
        id=id if is_new else uuid4(),
        activity=activity,
        place=place,
        household=household,
        code=code,
        matter=matter,
        norm=norm,
        where=where,
        taken_on=taken_on,
        taken_by=taken_by,
        recorded_by=by,
    )
    Custody.objects.create(
        sample=sample, order=0, kind=CustodyKind.TAKEN, helper=taken_by, on=taken_on, by=by
    )
    _tell("take_sample", sample, by=by, on=on, matter=str(matter))
    return sample


@transaction.atomic
def choose_norm(sample: Sample, norm: str, *, by: Account, on: date) -> None:
    """Against which norm a sample is held, "" for none; not once it was told. NormDoesNotFit,
    ToldAlready."""
    hold(sample)
    _guard_untold(sample)
    _guard_norm(norm, Matter(sample.matter))
    sample.norm = norm
    sample.save(update_fields=["norm"])
    _tell("choose_norm", sample, by=by, on=on, norm=norm)


@transaction.atomic
def spoil_sample(sample: Sample, *, reason: str, by: Account, on: date) -> None:
    """A sample that broke, leaked or was lost waits for nothing any more. SampleSpoiled,
    SampleMeasured, ToldAlready, TextMissing, TextTooLong."""
    hold(sample)
    guard_not_spoiled(sample)
    if sample.results.filter(taken_back_on=None).exists():
        raise SampleMeasured(code=sample.code)
    sample.spoiled_because = clean(reason, SPOILED_BECAUSE, most=100)
    sample.spoiled_on = on
    sample.save(update_fields=["spoiled_on", "spoiled_because"])
    _tell("spoil_sample", sample, by=by, on=on)


@transaction.atomic
def tell_result(
    sample: Sample, *, how: ToldHow | str, told_on: date, by: Account, on: date
) -> None:
    """The household, or the place, was told what was found. NothingToTell, ToldAlready,
    ToldBeforeMeasured, ToldInFuture."""
    hold(sample)
    _guard_untold(sample)
    standing = sample.results.filter(taken_back_on=None)
    last = standing.order_by("-read_on").values_list("read_on", flat=True).first()
    if last is None:
        raise NothingToTell(code=sample.code)
    if told_on < last:
        raise ToldBeforeMeasured(day=last)
    if told_on > on:
        raise ToldInFuture(day=told_on)
    sample.told_on, sample.told_how = told_on, ToldHow(how)
    sample.save(update_fields=["told_on", "told_how"])
    _tell("tell_result", sample, by=by, on=on, how=str(how))


def hold(sample: Sample) -> None:
    """Nobody else writes to the sample until this is done."""
    sample.refresh_from_db(from_queryset=Sample.objects.select_for_update(no_key=True))


def guard_not_spoiled(sample: Sample) -> None:
    """SampleSpoiled."""
    if sample.spoiled_on is not None:
        raise SampleSpoiled(code=sample.code, day=sample.spoiled_on)


def read_code(text: str) -> str:
    """A code as labels and laboratories write it. SampleCodeUnreadable."""
    code = "".join(unicodedata.normalize("NFKC", text).split())
    if not _CODE.fullmatch(code):
        raise SampleCodeUnreadable(code=text.strip()[:40])
    return code


def _guard_untold(sample: Sample) -> None:
    if sample.told_on is not None:
        raise ToldAlready(code=sample.code, day=sample.told_on)


def _guard_taker(helper: Helper, place: Place, day: date) -> None:
    if not Helper.objects.filter(live_on(day), pk=helper.pk, team__place=place).exists():
        raise SamplerNotInTeam(name=helper.name, place=place.name, day=day)


def _guard_norm(norm: str, matter: Matter) -> None:
    if norm and norm not in {one.key for one in norms_for(matter)}:
        raise NormDoesNotFit(matter=matter)


def _tell(act: str, sample: Sample, *, by: Account, on: date, **detail: str) -> None:
    audit(
        act,
        sample,
        by=by,
        on=on,
        household_id=sample.household_id,
        place=sample.place_id,
        detail=detail,
    )
