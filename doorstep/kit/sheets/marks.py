"""What a sheet's XML says beside its values: merges, hidden rows, formulas, error values.

One streamed pass; a document type, and with it every entity of a file's own, is refused.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from posixpath import join, normpath, split
from xml.parsers import expat

from doorstep.kit.sheets import guard
from doorstep.kit.sheets.errors import (
    CellTooLong,
    TextsTooLarge,
    TooManyCells,
    TooManySheets,
    UnpacksTooLarge,
    WorkbookDamaged,
    WorkbookTooLarge,
)
from doorstep.kit.sheets.value import Address, Merge

MOST_MERGES = 200_000
SHARED = "xl/sharedstrings.xml"
MOST_FORMULA = 4_000  # letters kept of one formula


@dataclass(slots=True)
class Marks:
    """Marks of one sheet while it is read."""

    merges: list[Merge] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    formulas: dict[Address, str] = field(default_factory=dict)
    unstored: set[Address] = field(default_factory=set)
    errors: dict[Address, str] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0
    first_row: int = 0
    first_column: int = 0


def sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → its part in the archive, found as the format says: root, workbook, sheet."""
    root = _targets(archive, "_rels/.rels", "")
    workbook = next((path for kind, path in root.values() if kind == "officeDocument"), "")
    folder, name = split(workbook)
    targets = _targets(archive, join(folder, "_rels", f"{name}.rels"), folder)
    sheets: dict[str, str] = {}
    for tag, attributes in _elements(archive, _part(archive, workbook)):
        if tag != "sheet":
            continue
        key = next((value for name, value in attributes.items() if _local(name) == "id"), "")
        kind, path = targets.get(key, ("", ""))
        if attributes.get("name", "") in sheets:
            raise WorkbookDamaged  # two parsers could mean two sheets by it
        if kind == "worksheet":
            sheets[attributes.get("name", "")] = path
    return sheets


def _targets(archive: zipfile.ZipFile, path: str, folder: str) -> dict[str, tuple[str, str]]:
    """Relationships of a part: id → kind and the part it names."""
    targets = {}
    for tag, attributes in _elements(archive, _part(archive, path)):
        if tag == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = attributes.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            targets[attributes.get("Id", "")] = (kind, whole)
    return targets


def counts_from_1904(archive: zipfile.ZipFile) -> bool:
    """Whether the workbook counts its days from 1904, as Excel for Macintosh did."""
    root = _targets(archive, "_rels/.rels", "")
    workbook = next((path for kind, path in root.values() if kind == "officeDocument"), "")
    return any(
        tag == "workbookPr" and attributes.get("date1904") in ("1", "true")
        for tag, attributes in _elements(archive, _part(archive, workbook))
    )


def read_all_marks(archive: zipfile.ZipFile) -> dict[str, Marks]:
    """Marks of every sheet by its name; refuses what is filled out of bounds, alone or together."""
    lengths = _lengths_of_texts(archive)
    found: dict[str, Marks] = {}
    cells = letters = unpacked = 0
    paths = sheet_paths(archive)
    if len(paths) > guard.MOST_SHEETS:
        raise TooManySheets(most=guard.MOST_SHEETS)
    for name, path in paths.items():
        unpacked += archive.getinfo(_part(archive, path)).file_size  # sheets may share a part
        if unpacked > guard.MOST_UNPACKED:
            raise UnpacksTooLarge(most=guard.MOST_UNPACKED // guard.MB)
        reader = _MarksReader(lengths, letters)
        _parse(archive, _part(archive, path), reader.start, reader.end, reader.text)
        marks, letters = reader.marks, reader.letters
        guard.check_sheet(marks.last_row, marks.last_column + 1)
        if marks.last_row:
            rows = marks.last_row - marks.first_row + 1
            cells += rows * (marks.last_column - marks.first_column + 1)
        if cells > guard.MOST_CELLS:
            raise TooManyCells(most=guard.MOST_CELLS)
        found[name] = marks
    return found


def _lengths_of_texts(archive: zipfile.ZipFile) -> list[int]:
    """How many letters each shared text has: a text of some thousand letters, shown in a million
    cells, would be a million texts in memory."""
    if not any(name.lower().lstrip("/") == SHARED for name in archive.namelist()):
        return []
    lengths: list[int] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        if (_local(name) if ":" in name else name) == "si":
            lengths.append(0)

    def text(data: str) -> None:
        if lengths:
            lengths[-1] += len(data)

    _parse(archive, _part(archive, SHARED), start, text=text)
    return lengths


class _MarksReader:
    """Handlers for one sheet: every cell is seen, only marked ones are kept."""

    def __init__(self, lengths: list[int], letters: int) -> None:
        self.lengths, self.letters = lengths, letters
        self.long = 0  # letters of this cell
        self.marks = Marks()
        self.row = 0
        self.column = -1
        self.kind = ""
        self.formula: str | None = None
        self.stored = ""
        self.inside = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _local(name) if ":" in name else name
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "row":
            self.row = int(attributes.get("r") or self.row + 1)
            self.column = -1
            if attributes.get("hidden") in ("1", "true"):
                self.marks.hidden.add(self.row)
        elif tag == "f":
            self.formula = ""
            self.inside = "f"
        elif tag in ("v", "t"):
            self.inside = "v"
        elif tag == "mergeCell":
            if len(self.marks.merges) >= MOST_MERGES:
                raise WorkbookTooLarge
            self.marks.merges.append(_merge(attributes.get("ref", "")))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference:
            self.row, self.column = _address(reference)
        else:
            self.column += 1
        self.kind = attributes.get("t", "")
        self.formula = None
        self.stored = ""
        self.long = 0

    def text(self, data: str) -> None:
        if self.inside == "v":
            self.long += len(data)
            if len(self.stored) < MOST_FORMULA:
                self.stored += data
        elif self.inside == "f" and self.formula is not None and len(self.formula) < MOST_FORMULA:
            self.formula += data

    def end(self, name: str) -> None:
        tag = _local(name) if ":" in name else name
        if tag in ("v", "f", "t"):
            self.inside = ""
        elif tag == "c":
            self._end_cell()

    def _end_cell(self) -> None:
        if not self.stored and self.formula is None:
            return
        self._count_letters()
        marks, address = self.marks, (self.row, self.column)
        if not marks.last_row:
            marks.first_row, marks.first_column = address
        marks.first_row = min(marks.first_row, self.row)
        marks.first_column = min(marks.first_column, self.column)
        marks.last_row = max(marks.last_row, self.row)
        marks.last_column = max(marks.last_column, self.column)
        if self.formula is not None:
            marks.formulas[address] = "=" + self.formula
            if not self.stored:
                marks.unstored.add(address)
        if self.kind == "e":
            marks.errors[address] = self.stored

    def _count_letters(self) -> None:
        long = self.long
        if self.kind == "s" and self.stored.isdecimal() and long < 10:
            place = int(self.stored)
            long = self.lengths[place] if place < len(self.lengths) else 0
        if long > guard.MOST_LETTERS:
            raise CellTooLong(row=self.row, most=guard.MOST_LETTERS)
        self.letters += long
        if self.letters > guard.MOST_TEXT:
            raise TextsTooLarge(most=guard.MOST_TEXT // 10**6)


def _elements(archive: zipfile.ZipFile, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(found) > guard.MOST_PARTS * 10:
            raise WorkbookTooLarge
        found.append((_local(name), attributes))

    _parse(archive, path, start)
    return iter(found)


def _parse(archive: zipfile.ZipFile, path: str, start, end=None, text=None) -> None:  # type: ignore[no-untyped-def]
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = start
    if end:
        parser.EndElementHandler = end
    if text:
        parser.CharacterDataHandler = text
    try:
        with archive.open(path) as stream:
            while chunk := stream.read(1 << 18):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, KeyError, ValueError) as error:
        raise WorkbookDamaged from error


def _no_doctype(*_declaration: object) -> None:
    raise WorkbookDamaged


def _part(archive: zipfile.ZipFile, path: str) -> str:
    """The part's name as the archive spells it; the format ignores case."""
    wanted = path.lower()
    for name in archive.namelist():
        if name.lower().lstrip("/") == wanted:
            return name
    raise WorkbookDamaged


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name


def _address(reference: str) -> Address:
    """`AB12` → (12, 27)."""
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]), _column(letters)


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        column = column * 26 + ord(letter) - 64
    return column - 1


def _merge(reference: str) -> Merge:
    first, _, last = reference.replace("$", "").partition(":")
    top, left = _address(first)
    bottom, right = _address(last or first)
    return Merge(top, left, bottom, right)
