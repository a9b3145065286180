"""A roster as a plain value: what a ledger says, cleaned, with a remark wherever it was unclear."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

type Spot = tuple[float, float]  # latitude, longitude, three decimals
type HouseholdKey = tuple[str, str]  # village ("" where the roster is of one village), code


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """One household. A blank text is "", any other blank is None.

    `unclear` names the fields whose cell could not be read: they are blank here and change
    nothing when the roster is imported again.
    """

    code: str
    row: int = 0
    village: str = ""
    group: str = ""
    head: str = ""
    resident_count: int | None = None
    phone: str = ""
    languages: tuple[str, ...] = ()  # "bo", "zh", "en"
    best_time: str = ""
    helpers: tuple[str, ...] = ()  # names, in the order stated
    category: str | None = None  # green, blue, orange, red: as stated, nothing decided
    need_note: str = ""
    registered_on: date | None = None
    review_on: date | None = None
    consent_on: date | None = None
    consent_how: str = ""  # signed, spoken, thumb
    winter: Spot | None = None
    summer: Spot | None = None
    note: str = ""
    unclear: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member; `name` may be 孩子1, which leaves the name on record as it is.

    Of a health need only its presence is kept, never its text. `own_name` is what a child is called
    once `name` reads 孩子N: to be sealed or dropped, in no report and in no comparison.
    """

    code: str
    name: str
    own_name: str = field(default="", repr=False, compare=False)
    row: int = 0
    village: str = ""
    relation: str = ""  # the ledger's word, 户主 for the head
    sex: str = ""  # "f" or "m"
    birth_year: int | None = None
    birth_month: int | None = None
    in_school: bool | None = None
    labour: bool | None = None
    has_health_need: bool = False
    unclear: frozenset[str] = frozenset()

    @property
    def is_head(self) -> bool:
        return self.relation == "户主"

    @property
    def born(self) -> str:
        """`1996-05`, `1996` or ""."""
        if self.birth_year is None:
            return ""
        return str(self.birth_year) + (f"-{self.birth_month:02}" if self.birth_month else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """One helper of the team."""

    name: str
    row: int = 0
    role: str = ""
    group: str = ""
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    weekly_hours: float | None = None
    max_households: int | None = None
    home: Spot | None = None
    birth_year: int | None = None
    phone: str = ""
    unclear: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What was wrong with a cell or row, and what was done. Rows as Excel shows them."""

    sheet: str
    row: int
    column: str | None
    reason: str
    action: str  # reject_row makes it an error, all else is a warning
    value: Any = None
    after: Any = None
    same_as_row: int | None = None
    shown_as: str | None = None

    @property
    def level(self) -> str:
        return "error" if self.action == "reject_row" else "warning"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet, by its heading."""

    sheet: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Where a list was found: its sheet, header rows, rows of data, and what each column means."""

    sheet: str
    header_rows: tuple[int, ...]
    first_data_row: int
    last_data_row: int
    column_map: Mapping[str, str]
    kind: str = "households"  # the kind of list, as `fields_of` takes it
    left_out: tuple[str, ...] = ()  # headings without a field that a hand may give one
    by_template: tuple[str, ...] = ()  # headings read as a template says

    @property
    def fields(self) -> frozenset[str]:
        """Fields the table has a column for; any other field is unstated."""
        halves = {half for fields in self.column_map.values() for half in fields.split(",")}
        return frozenset(half.removesuffix("_lat").removesuffix("_lon") for half in halves)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """A whole roster. A table the file does not have is None."""

    kind: str  # xlsx, xls or csv
    layout: str | None  # "one row per person", else None
    household_table: Table
    member_table: Table | None
    helper_table: Table | None
    villages: tuple[str, ...]  # names in the column 行政村 in order of first appearance
    households: tuple[Household, ...]
    members: tuple[Member, ...]
    helpers: tuple[Helper, ...]
    refused_columns: tuple[SheetColumn, ...]
    unmapped_columns: tuple[str, ...]  # names no roster knows
    unused_columns: tuple[SheetColumn, ...]  # known names, not on this list or a second time
    unread_sheets: tuple[str, ...]
    remarks: tuple[Remark, ...]
    rows_rejected: tuple[int, ...]  # of the household sheet
    rows_skipped: tuple[int, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables the file has, each once."""
        every = (self.household_table, self.member_table, self.helper_table)
        found = [table for table in every if table is not None]
        return tuple(one for place, one in enumerate(found) if one not in found[:place])

    @property
    def errors(self) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.level == "error")

    @property
    def warnings(self) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.level == "warning")

    @property
    def household_fields(self) -> frozenset[str]:
        """Fields of a household that have a column; the others are unstated, not blank."""
        fields = self.household_table.fields
        return fields | {"head"} if self.layout else fields

    @property
    def member_fields(self) -> frozenset[str]:
        """Fields of a member that have a column."""
        return self.member_table.fields if self.member_table else frozenset()

    @property
    def helper_fields(self) -> frozenset[str]:
        """Fields of a helper that have a column."""
        return self.helper_table.fields if self.helper_table else frozenset()

    def key(self, one: Household | Member) -> HouseholdKey:
        """What matches a household: its code within the village."""
        return (one.village if len(self.villages) > 1 else "", one.code)
