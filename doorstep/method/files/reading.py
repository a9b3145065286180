"""Reading the files of a method and noting everything that is wrong with them."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from doorstep.kit.names import name_in
from doorstep.method.choices import (
    CadenceKind,
    CategoryKind,
    Comparison,
    Every,
    FactKind,
    NeedKind,
    PreferenceKind,
    ServiceKind,
    Urgency,
)
from doorstep.method.files.faults import Fault, MethodFaulty
from doorstep.method.files.questions import FILE, read_questions
from doorstep.method.files.refused import is_police
from doorstep.method.files.tables import Table, refuse_twice
from doorstep.method.files.value import (
    CadenceLine,
    CategoryLine,
    DayLine,
    DeadlineLine,
    MethodFiles,
    NamedLine,
    PreferenceLine,
    ReasonLine,
    ServiceLine,
)

WEIGHTS: Mapping[str, int] = {"unserved": 500, "soon": 50, "urgent": 250}
IF_STATED: Mapping[str, tuple[int, int]] = {
    "terrain_percent": (100, 500),
    "language_required": (0, 1),
}
OF_SKILLS = (PreferenceKind.HAS_SKILL, PreferenceKind.ONE_HAS_SKILL)
WITH_VALUE = (
    PreferenceKind.HAS_SKILL,
    PreferenceKind.BORN_ON_OR_AFTER,
    PreferenceKind.HOURS_AT_LEAST,
)
MOST = 10_000


def read_method(directory: Path) -> MethodFiles:
    """The method that stands in a directory; MethodFaulty with every fault."""
    files, faults = _read(directory)
    if faults:
        raise MethodFaulty(faults)
    return files


def check_method(directory: Path) -> list[Fault]:
    """Everything that keeps the files from being published, by file and line."""
    return _read(directory)[1]


def narrow_questions(files: MethodFiles) -> list[Fault]:
    """The questions of a method that are not asked everywhere, by file and row, and where they
    are: the field page and paper have the form that the code knows, and no other."""
    return [
        Fault(
            FILE,
            one.row,
            _("“%(name)s” (%(kind)s) runs in ODK Collect alone.")
            % {"name": name_in(one.names), "kind": one.kind},
        )
        for one in files.questions
    ]


def _read(directory: Path) -> tuple[MethodFiles, list[Fault]]:
    faults: list[Fault] = []
    head = Table.of_file(directory / "method.toml", faults)
    head.only(
        "key", "names", "category_days", "objection_days", "quiet_days",
        "summer_from", "winter_from", "weights",
    )  # fmt: skip
    seats, skills = _seats_and_skills(Table.of_file(directory / "seats.toml", faults))
    files = MethodFiles(
        key=head.key(),
        names=head.names(),
        category_days=head.number("category_days", 1, 366, 90),
        objection_days=head.number("objection_days", 1, 60, 15),
        quiet_days=head.number("quiet_days", 0, 366, 90),
        summer_from=head.month_day("summer_from", "06-01"),
        winter_from=head.month_day("winter_from", "10-01"),
        weights=_weights(head),
        categories=_categories(Table.of_file(directory / "categories.toml", faults)),
        services=_services(Table.of_file(directory / "services.toml", faults)),
        cadences=_cadences(Table.of_file(directory / "cadences.toml", faults)),
        deadlines=_deadlines(Table.of_file(directory / "deadlines.toml", faults)),
        seats=seats,
        skills=skills,
        preferences=_preferences(
            Table.of_file(directory / "preferences.toml", faults), {skill.key for skill in skills}
        ),
        days=tuple(
            day
            for path in sorted(directory.glob("calendar-*.toml"))
            for day in _days(Table.of_file(path, faults))
        ),
        questions=read_questions(directory, faults),
    )
    return files, sorted(faults)


def _weights(head: Table) -> dict[str, int]:
    data = head.data.get("weights", {})
    if not isinstance(data, dict):
        head.fault("weights", _("Write “%(key)s” as a [%(key)s] table."), key="weights")
        data = {}
    table = Table(head.file, data, head.lines, (*head.path, "weights"), head.faults)
    table.only(*WEIGHTS, *IF_STATED)
    stated = {key: bounds for key, bounds in IF_STATED.items() if key in table.data}
    return {key: table.number(key, 0, MOST, default) for key, default in WEIGHTS.items()} | {
        key: table.number(key, least, most) for key, (least, most) in stated.items()
    }


def _categories(page: Table) -> tuple[CategoryLine, ...]:
    page.only("category")
    tables = page.tables("category")
    lines = []
    for table in tables:
        table.only("kind", "names", "aliases", "reason")
        kind = table.choice("kind", CategoryKind)
        lines.append(
            CategoryLine(kind, table.names(), table.texts("aliases"), _reasons(table, kind))
        )
    refuse_twice(tables, [line.kind for line in lines], "kind")
    _refuse_shared_aliases(tables, [line.aliases for line in lines])
    for kind in CategoryKind:
        if page.was_read and kind not in [line.kind for line in lines]:
            page.fault(None, _("The category “%(kind)s” is missing."), kind=kind.value)
    return tuple(lines)


def _reasons(category: Table, kind: str) -> tuple[ReasonLine, ...]:
    tables = category.tables("reason")
    lines = []
    for table in tables:
        table.only("key", "names", "fact", "comparison", "value")
        line = ReasonLine(
            key=table.key(),
            names=table.names(),
            fact=table.choice("fact", FactKind),
            comparison=table.choice("comparison", Comparison),
            value=table.number("value", 0, 1000),
        )
        lines.append(line)
        if kind == CategoryKind.RED and line.fact != FactKind.MEDIATION_REQUESTED:
            table.fault("fact", _("Red rests on a request for mediation alone."))
    refuse_twice(tables, [line.key for line in lines], "key")
    if kind == CategoryKind.GREEN and lines:
        category.fault("reason", _("Green is what is left: it has no reasons."))
    return tuple(lines)


def _services(page: Table) -> tuple[ServiceLine, ...]:
    page.only("service")
    tables = page.tables("service")
    lines = []
    for table in tables:
        table.only("key", "kind", "names", "first_for")
        lines.append(
            ServiceLine(
                key=table.key(),
                kind=table.choice("kind", ServiceKind),
                names=table.names(),
                first_for=table.choices("first_for", CategoryKind),
            )
        )
    refuse_twice(tables, [line.key for line in lines], "key")
    if page.was_read and not lines:
        page.fault(None, _("A method needs one service at least."))
    return tuple(lines)


def _cadences(page: Table) -> tuple[CadenceLine, ...]:
    page.only("cadence")
    tables = page.tables("cadence")
    lines = []
    for table in tables:
        table.only("kind", "category", "every")
        lines.append(
            CadenceLine(
                kind=table.choice("kind", CadenceKind),
                category=table.choice("category", CategoryKind, optional=True),
                every=table.choice("every", Every),
            )
        )
    refuse_twice(tables, [(line.kind, line.category) for line in lines], "kind")
    for kind in CadenceKind:
        if page.was_read and (kind, "") not in [(line.kind, line.category) for line in lines]:
            page.fault(None, _("The cadence “%(kind)s” for all is missing."), kind=kind.value)
    return tuple(lines)


def _deadlines(page: Table) -> tuple[DeadlineLine, ...]:
    page.only("deadline")
    tables = page.tables("deadline")
    lines, kinds = [], []
    for table in tables:
        table.only("need_kind", *Urgency.values)
        kinds.append(table.choice("need_kind", NeedKind))
        lines += [
            DeadlineLine(kinds[-1], urgency.value, table.number(urgency.value, 0, 366))
            for urgency in Urgency
        ]
    refuse_twice(tables, kinds, "need_kind")
    for kind in NeedKind:
        if page.was_read and kind not in kinds:
            page.fault(None, _("The deadlines of “%(kind)s” are missing."), kind=kind.value)
    return tuple(lines)


def _seats_and_skills(page: Table) -> tuple[tuple[NamedLine, ...], tuple[NamedLine, ...]]:
    page.only("seat", "skill")
    seats, skills = page.tables("seat"), page.tables("skill")
    lines = _named(seats), _named(skills)
    for table, seat in zip(seats, lines[0], strict=True):
        said = {"key": (seat.key,), "names": seat.names.values(), "aliases": seat.aliases}
        for key, texts in said.items():
            if any(is_police(text) for text in texts):
                table.fault(key, _("The police have no seat in the team (docs/stance.md)."))
    return lines


def _named(tables: list[Table]) -> tuple[NamedLine, ...]:
    for table in tables:
        table.only("key", "names", "aliases")
    lines = tuple(NamedLine(table.key(), table.names(), table.texts("aliases")) for table in tables)
    refuse_twice(tables, [line.key for line in lines], "key")
    _refuse_shared_aliases(tables, [line.aliases for line in lines])
    return lines


def _refuse_shared_aliases(tables: list[Table], aliases: list[tuple[str, ...]]) -> None:
    seen: set[str] = set()
    for table, words in zip(tables, aliases, strict=True):
        for word in words:
            if word in seen:
                table.fault("aliases", _("“%(value)s” stands here twice."), value=word)
            seen.add(word)


def _preferences(page: Table, skills: set[str]) -> tuple[PreferenceLine, ...]:
    page.only("preference")
    tables = page.tables("preference")
    lines = []
    for table in tables:
        table.only("category", "kind", "value", "points", "names")
        kind = table.choice("kind", PreferenceKind)
        lines.append(
            PreferenceLine(
                category=table.choice("category", CategoryKind, optional=True),
                kind=kind,
                value=_preferred(table, kind, skills),
                points=_points(table, kind),
                names=table.names(),
            )
        )
    refuse_twice(tables, [(line.category, line.kind, line.value) for line in lines], "kind")
    return tuple(lines)


def _points(table: Table, kind: str) -> int:
    """What missing it costs; 0 where it is no wish but a rule."""
    if kind != PreferenceKind.ONE_HAS_SKILL:
        return table.number("points", 0, MOST)
    if "points" in table.data:
        table.fault("points", _("“%(kind)s” is a rule and takes no points."), kind=kind)
    return 0


def _preferred(table: Table, kind: str, skills: set[str]) -> str:
    """A skill's key, years of age, or hours a week, as text."""
    if kind in OF_SKILLS:
        value = table.key("value")
        if value:
            table.is_known("value", value, sorted(skills))
        return value
    if kind in WITH_VALUE:
        return str(table.number("value", 1, 120))
    if kind in PreferenceKind.values and "value" in table.data:
        table.fault("value", _("“%(kind)s” takes no value."), kind=kind)
    return ""


def _days(page: Table) -> list[DayLine]:
    page.only("year", "holiday", "working")
    year = page.number("year", 2000, 2100)
    days: list[DayLine] = []
    tables: list[Table] = []
    for table in page.tables("holiday"):
        table.only("from", "to", "names")
        start, end, names = table.day("from", year), table.day("to", year), table.names()
        if start and end and end < start:
            table.fault("to", _("The holiday ends before it begins."))
        elif start and end:
            count = (end - start).days + 1
            tables += [table] * count
            days += [DayLine(start + timedelta(days=n), False, names) for n in range(count)]
    for table in page.tables("working"):
        table.only("day", "names")
        day, names = table.day("day", year), table.names()
        if day:
            tables.append(table)
            days.append(DayLine(day, True, names))
    refuse_twice(tables, [line.day for line in days], "day")
    return days
