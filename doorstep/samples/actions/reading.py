"""Reading a laboratory's file: results of what fits, and every other row kept with its reason."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit, audit_all
from doorstep.people.models import Account
from doorstep.samples.actions.labs import note_headings
from doorstep.samples.actions.results import Ground, ground_of, read_row, tell_anew
from doorstep.samples.choices import ColumnMeaning, LeftBecause
from doorstep.samples.models import Lab, LabFile, LeftRow, Result, Sample
from doorstep.samples.queries import LabRow, LabTable, read_lab_file
from doorstep.samples.rules.units import fold

NOBODY = Ground(None, None, {})


class LabFileReadAlready(Refused):
    message = _(
        "This file was read on %(day)s already, as “%(name)s”. Rows that were left stand there and "
        "can be read again."
    )


class NothingLeft(Refused):
    message = _("No row of this file is left.")


def read_lab_results(lab: Lab, *, name: str, data: bytes, by: Account, on: date) -> LabFile:
    """Reads a laboratory's file. A row becomes a result where its sample came to this laboratory
    by an unbroken chain and what was measured, value and unit are known, and a sample that was told
    waits to be told anew; every other row is kept as it stood, with its reason. A file that was
    read before is read again where a heading was explained since; what somebody took back of it
    stays so. LabFileReadAlready, and what `read_lab_file` refuses: nothing is kept then."""
    said = lab.columns.exclude(meaning="").values_list("heading", "meaning")
    meanings = {fold(heading): meaning for heading, meaning in said}
    digest = hashlib.sha256(data).hexdigest()
    _guard_news(lab, digest, meanings)
    table = read_lab_file(data, meanings)  # while others write
    return _keep(lab, table, name=name, digest=digest, meanings=meanings, by=by, on=on)


def _guard_news(lab: Lab, digest: str, meanings: Mapping[str, str]) -> LabFile | None:
    """The file as it was read before, where a heading was explained since. LabFileReadAlready."""
    before = lab.files.filter(digest=digest).first()
    said = {key for key, meaning in meanings.items() if meaning != ColumnMeaning.NOTHING}
    if before and not any(fold(heading) in said for heading in before.dropped):
        raise LabFileReadAlready(day=before.read_on, name=before.name)
    return before


@transaction.atomic
def _keep(
    lab: Lab, table: LabTable, *, name: str, digest: str, meanings: Mapping[str, str], by: Account,
    on: date,
) -> LabFile:  # fmt: skip
    lab.refresh_from_db(from_queryset=Lab.objects.select_for_update(no_key=True))
    before = _guard_news(lab, digest, meanings)
    grounds = _grounds(lab, (row.code for row in table.rows))
    if before:  # what was left of it is read with what was not known then
        before.left_rows.filter(settled_on=None).delete()
    file = before or LabFile(lab=lab, name=name[-100:], digest=digest, read_on=on, by=by)
    file.dropped = list(table.dropped)
    file.save()
    taken_back = set(
        file.results.exclude(taken_back_on=None).values_list("sample", "parameter").order_by()
    )
    made, left, seen = [], [], 0
    for row in table.rows:
        ground = grounds.get(fold(row.code), NOBODY)
        result = read_row(row, ground, on=on, file=file)
        if isinstance(result, LeftBecause):
            left.append(_left(file, row, result))
        elif (
            result.parameter in ground.standing
            or (result.sample_id, result.parameter) in taken_back
        ):
            seen += 1
        else:
            ground.standing[result.parameter] = result
            made.append(result)
    Result.objects.bulk_create(made)
    tell_anew(one.sample for one in made)
    LeftRow.objects.bulk_create(left)
    if not before:
        file.seen_count = seen
        file.save(update_fields=["seen_count"])
    if table.dropped:
        note_headings(lab, table.dropped, by=by, on=on)
    _tell("read_lab_results", file, made, len(left), by=by, on=on)
    return file


@transaction.atomic
def read_left_rows(file: LabFile, *, by: Account, on: date) -> int:
    """Reads the rows again that were left, after a chain was completed or a code mended; how many
    became results. NothingLeft."""
    lab = Lab.objects.select_for_update(no_key=True).get(pk=file.lab_id)
    rows = list(file.left_rows.filter(settled_on=None))
    if not rows:
        raise NothingLeft
    grounds = _grounds(lab, (row.code for row in rows))
    made = []
    for row in rows:
        if row.because == LeftBecause.FAULTY_CELL:
            continue
        ground = grounds.get(fold(row.code), NOBODY)
        result = read_row(_row_of(row), ground, on=on, file=file)
        if isinstance(result, LeftBecause):
            row.because = result
            continue
        row.settled_on = on
        if result.parameter not in ground.standing:
            ground.standing[result.parameter] = result
            made.append(result)
    Result.objects.bulk_create(made)
    tell_anew(one.sample for one in made)
    LeftRow.objects.bulk_update(rows, ["because", "settled_on"])
    left = sum(row.settled_on is None for row in rows)
    _tell("read_left_rows", file, made, left, by=by, on=on)
    return len(made)


def _grounds(lab: Lab, codes: Iterable[str]) -> dict[str, Ground]:
    """What rows are held against, by folded code; the samples are held until this is done."""
    wanted = {fold(code) for code in codes}
    samples = {fold(one.code): one for one in Sample.objects.filter(place=lab.place_id)}
    found = {code: one for code, one in samples.items() if code in wanted}
    keys = [one.pk for one in found.values()]
    held = Sample.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    fresh = {one.pk: one for one in held}
    return ground_of(lab, {code: fresh[one.pk] for code, one in found.items() if one.pk in fresh})


def _left(file: LabFile, row: LabRow, because: LeftBecause) -> LeftRow:
    return LeftRow(
        file=file,
        sheet=row.sheet,
        number=row.number,
        code=row.code,
        parameter=row.parameter,
        value=row.value,
        unit=row.unit,
        measured_on=row.measured_on,
        because=because,
    )


def _row_of(row: LeftRow) -> LabRow:
    return LabRow(
        row.sheet, row.number, row.code, row.parameter, row.value, row.unit, row.measured_on
    )


def _tell(act: str, file: LabFile, made: list[Result], left: int, *, by: Account, on: date) -> None:
    place = file.lab.place_id
    audit(act, file, by=by, on=on, place=place, detail={"results": len(made), "left": left})
    samples = {one.sample_id: one.sample for one in made if one.sample.household_id}
    told = [(one, one.household_id) for _key, one in sorted(samples.items())]
    if told:
        audit_all(act, told, by=by, on=on, place=place)
