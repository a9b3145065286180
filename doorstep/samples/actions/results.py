"""A result: what may be taken, by hand or from a file, and taking one back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.samples.actions.samples import ToldAlready, hold
from doorstep.samples.choices import CustodyKind, LeftBecause
from doorstep.samples.models import Custody, Lab, LabFile, Result, Sample
from doorstep.samples.norms import parameters
from doorstep.samples.queries import LabRow, parameter_named
from doorstep.samples.rules import converted, read_value, unit_of
from doorstep.samples.rules.values import MOST
from doorstep.stations.actions.text import clean

TAKEN_BACK = pgettext_lazy("result", "Why it is taken back")
MOST_TEXT = 60
FINEST = Decimal("1e-10")


class ResultNotTaken(Refused):
    message = _("The result of %(code)s is not recorded: %(because)s.")

    def __init__(self, *, code: str, because: LeftBecause) -> None:
        self.because = because
        super().__init__(code=code, because=because)


class ResultTakenBackAlready(Refused):
    message = _("This result was taken back on %(day)s already.")


@dataclass(frozen=True)
class Ground:
    """What a result is held against: the sample (None: unknown), when this laboratory received it,
    and what stands of it by parameter."""

    sample: Sample | None
    received_on: date | None
    standing: dict[str, Result]


@transaction.atomic
def record_result(
    sample: Sample,
    *,
    parameter: str,
    value: str,
    unit: str,
    by: Account,
    on: date,
    measured_on: date | None = None,
) -> Result:
    """One value from the laboratory's paper, typed in; the same again is the one there is.
    ResultNotTaken, ToldAlready."""
    hold(sample)
    if sample.told_on is not None:
        raise ToldAlready(code=sample.code, day=sample.told_on)
    links = Custody.objects.filter(sample=sample, kind=CustodyKind.RECEIVED)
    received = links.select_related("lab").first()
    if received is None:
        raise ResultNotTaken(code=sample.code, because=LeftBecause.NOT_RECEIVED)
    standing = {one.parameter: one for one in sample.results.filter(taken_back_on=None)}
    day = measured_on.isoformat() if measured_on else ""
    row = LabRow("", 0, sample.code, parameter, value, unit, day)
    made = read_row(row, Ground(sample, received.on, standing), on=on)
    if isinstance(made, LeftBecause):
        raise ResultNotTaken(code=sample.code, because=made)
    if made.parameter in standing:
        return standing[made.parameter]
    made.save(force_insert=True)
    _tell("record_result", made, by=by, on=on)
    return made


@transaction.atomic
def take_back_result(result: Result, *, reason: str, by: Account, on: date) -> None:
    """A result that was wrong stays, with the reason, and stands no more; another can be recorded,
    and what was told is to be told anew. ResultTakenBackAlready, TextMissing, TextTooLong."""
    sample = result.sample
    hold(sample)
    result.refresh_from_db()
    if result.taken_back_on is not None:
        raise ResultTakenBackAlready(day=result.taken_back_on)
    result.taken_back_because = clean(reason, TAKEN_BACK, most=100)
    result.taken_back_on = on
    result.save(update_fields=["taken_back_on", "taken_back_because"])
    tell_anew([sample])
    _tell("take_back_result", result, by=by, on=on)


def tell_anew(samples: Iterable[Sample]) -> None:
    """What was found changed after it was told: it waits to be told once more. The trail keeps the
    first telling."""
    for sample in {one.pk: one for one in samples if one.told_on is not None}.values():
        sample.told_on, sample.told_how = None, ""
        sample.save(update_fields=["told_on", "told_how"])


def read_row(
    row: LabRow, ground: Ground, *, on: date, file: LabFile | None = None
) -> Result | LeftBecause:
    """The result that a row is, unsaved, or why it is none. One whose very value stands is that
    value again."""
    sample = ground.sample
    if row.is_faulty:
        return LeftBecause.FAULTY_CELL
    if not row.code:
        return LeftBecause.NO_CODE
    if sample is None:
        return LeftBecause.UNKNOWN_SAMPLE
    if sample.spoiled_on is not None:
        return LeftBecause.SPOILED
    if ground.received_on is None:
        return LeftBecause.NOT_RECEIVED
    measured_on = _day(row.measured_on)
    if row.measured_on and measured_on is None:
        return LeftBecause.UNREADABLE_DAY
    if measured_on is not None and measured_on < ground.received_on:
        return LeftBecause.BEFORE_RECEIVED
    if measured_on is not None and measured_on > on:
        return LeftBecause.IN_FUTURE
    made = _measured(row)
    if isinstance(made, LeftBecause):
        return made
    stands = ground.standing.get(made.parameter)
    if stands is not None and (stands.bound, stands.value, stands.unit) != (
        made.bound, made.value, made.unit,
    ):  # fmt: skip
        return LeftBecause.DIFFERS
    made.sample, made.measured_on, made.read_on, made.file = sample, measured_on, on, file
    return made


def _measured(row: LabRow) -> Result | LeftBecause:
    """What was measured, in the unit that it is kept in."""
    if not row.parameter:
        return LeftBecause.NO_PARAMETER
    parameter = parameters().get(row.parameter) or parameters().get(parameter_named(row.parameter))
    if parameter is None:
        return LeftBecause.UNKNOWN_PARAMETER
    if not row.value:
        return LeftBecause.NO_VALUE
    reading = read_value(row.value)
    if reading is None or len(row.value) > MOST_TEXT:
        return LeftBecause.UNREADABLE_VALUE
    unit = unit_of(row.unit)
    if unit == "" and "" not in parameter.units and reading.value is not None:
        return LeftBecause.NO_UNIT
    if reading.value is None:
        kept = next((one for one in parameter.units if unit and _fits(unit, one)), None)
        kept = kept if kept is not None else parameter.units[0]
        return Result(
            parameter=parameter.key, bound=reading.bound, value=None, unit=kept, text=row.value
        )
    if unit is None:
        return LeftBecause.UNKNOWN_UNIT
    for kept in parameter.units:
        value = converted(reading.value, unit, kept)
        if value is not None:
            if value > MOST or value != value.quantize(FINEST):
                return LeftBecause.UNREADABLE_VALUE
            return Result(
                parameter=parameter.key,
                bound=reading.bound,
                value=value.quantize(FINEST),
                unit=kept,
                text=f"{row.value} {row.unit}".strip()[:MOST_TEXT],
            )
    return LeftBecause.UNKNOWN_UNIT


def _fits(unit: str, other: str) -> bool:
    return converted(Decimal(1), unit, other) is not None


def _day(text: str) -> date | None:
    """A day in a laboratory's cell; None for what is none."""
    numbers = "".join(letter if letter.isdigit() else " " for letter in text).split()
    if len(numbers) == 1 and len(numbers[0]) == 8:
        numbers = [numbers[0][:4], numbers[0][4:6], numbers[0][6:]]
    if len(numbers) < 3 or len(numbers[0]) != 4:
        return None
    try:
        return date(int(numbers[0]), int(numbers[1]), int(numbers[2]))
    except (ValueError, OverflowError):
        return None


def _tell(act: str, result: Result, *, by: Account, on: date) -> None:
    sample = result.sample
    detail = {"parameter": result.parameter}
    household = sample.household_id
    audit(act, result, by=by, on=on, household_id=household, place=sample.place_id, detail=detail)


def ground_of(lab: Lab, samples: dict[str, Sample]) -> dict[str, Ground]:
    """By folded code: what a file of this laboratory is held against."""
    ids = [one.pk for one in samples.values()]
    links = Custody.objects.filter(sample__in=ids, lab=lab, kind=CustodyKind.RECEIVED)
    received = dict(links.values_list("sample", "on"))
    standing: dict[object, dict[str, Result]] = {key: {} for key in ids}
    for result in Result.objects.filter(sample__in=ids, taken_back_on=None):
        standing[result.sample_id][result.parameter] = result
    return {
        code: Ground(one, received.get(one.pk), standing[one.pk]) for code, one in samples.items()
    }
