"""Cells of one entry made into the fields of its value."""

from datetime import date
from typing import Any

from doorstep.register.roster import numbers, words
from doorstep.register.roster.cells import Cleaner, Trouble, clean
from doorstep.register.roster.rows import Cells, TableRows
from doorstep.register.roster.spots import spot
from doorstep.register.roster.value import Helper, Household, Member

type Fields = dict[str, tuple[str, Cleaner[Any], Any]]  # field → attribute, cleaner, blank

HOUSEHOLD: Fields = {
    "village": ("village", words.place_name, ""),
    "group": ("group", words.place_name, ""),
    "head": ("head", words.name, ""),
    "resident_count": ("resident_count", numbers.count(99), None),
    "phone": ("phone", words.phone, ""),
    "language": ("languages", words.languages, ()),
    "best_time": ("best_time", words.text(100), ""),
    "helper": ("helpers", words.names, ()),
    "category": ("category", words.category, None),
    "need_note": ("need_note", words.text(2000), ""),
    "registered_on": ("registered_on", numbers.day, None),
    "review_on": ("review_on", numbers.day, None),
    "consent_on": ("consent_on", numbers.day, None),
    "consent_how": ("consent_how", words.consent_how, ""),
    "note": ("note", words.text(2000), ""),
}
MEMBER: Fields = {
    "village": ("village", words.place_name, ""),
    "name": ("name", words.name, ""),
    "relation": ("relation", words.relation, ""),
    "sex": ("sex", words.sex, ""),
    "birth_month": ("birth", numbers.birth, None),
    "age": ("age", numbers.count(130), None),
    "in_school": ("in_school", words.yes_no, None),
    "labour": ("labour", words.yes_no, None),
    "health_need": ("has_health_need", words.is_stated, False),
}
HELPER: Fields = {
    "name": ("name", words.name, ""),
    "role": ("role", words.text(40), ""),
    "group": ("group", words.place_name, ""),
    "skills": ("skills", words.skills, ()),
    "languages": ("languages", words.languages, ()),
    "weekly_hours": ("weekly_hours", numbers.hours, None),
    "max_households": ("max_households", numbers.count(999), None),
    "birth_year": ("birth_year", numbers.birth_year, None),
    "phone": ("phone", words.phone, ""),
}


def household_of(rows: TableRows, cells: Cells, code: str, **known: Any) -> Household:
    """A household out of its cells; `known` overrides what they say."""
    row = known.pop("row", 0) or next(iter(cells.values())).row
    values, unclear = _read(rows, cells, HOUSEHOLD, ("winter", "summer"), row)
    if "category" in cells and cells["category"].blank:
        rows.tell(row, cells["category"].column, Trouble("category_missing", "blank_field"))
        unclear.add("category")
    registered, review = values.get("registered_on"), values.get("review_on")
    if registered and review and review < registered:
        cell = cells["review_on"]
        trouble = Trouble("review_before_registration", "import_and_tell", review.isoformat())
        rows.tell(cell.row, cell.column, trouble)
    return Household(code=code, row=row, unclear=frozenset(unclear), **(values | known))


def member_of(rows: TableRows, cells: Cells, code: str, today: date | None) -> Member:
    """A member out of its cells; an age gives the year of birth, if `today` is given."""
    row = next(iter(cells.values())).row
    values, unclear = _read(rows, cells, MEMBER, (), row)
    birth, age = values.pop("birth", None), values.pop("age", None)
    year, month = birth or (None, None)
    if year is None and age is not None and today is not None:
        year = today.year - age
    return Member(
        code=code, row=row, birth_year=year, birth_month=month, unclear=frozenset(unclear), **values
    )


def helper_of(rows: TableRows, cells: Cells) -> Helper:
    """A helper out of its cells."""
    row = next(iter(cells.values())).row
    values, unclear = _read(rows, cells, HELPER, ("home",), row)
    return Helper(row=row, unclear=frozenset(unclear), **values)


def _read(
    rows: TableRows, cells: Cells, fields: Fields, spots: tuple[str, ...], row: int
) -> tuple[dict[str, Any], set[str]]:
    """Attributes, and the fields whose cell could not be read."""
    values: dict[str, Any] = {}
    unclear: set[str] = set()
    for name, (attribute, cleaner, blank) in fields.items():
        if (cell := cells.get(name)) is None:
            continue
        values[attribute], trouble = clean(cell, cleaner, blank)
        if trouble is not None:
            if trouble.reason == "date_as_serial" and rows.sheet.is_1904:
                values[attribute] = blank  # four years off, if it is Excel's number at all
                trouble = Trouble("date_not_understood", "blank_field", trouble.value)
            rows.tell(cell.row, cell.column, trouble)
            if trouble.action == "blank_field":
                unclear.add(name)
    for name in spots:
        lat, lon = cells.get(f"{name}_lat"), cells.get(f"{name}_lon")
        values[name], trouble = spot(lat, lon)
        if trouble is not None and lat is not None:
            rows.tell(lat.row, lat.column, trouble)
            unclear.add(name)
    return values, unclear
