"""A method's own questions of the visit, as an XLSForm (`visit.xlsx`) beside its other files."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from doorstep.kit.errors import Refused
from doorstep.kit.sheets import Row, Sheet, Value, read_workbook
from doorstep.kit.text import printable
from doorstep.method.choices import QuestionKind
from doorstep.method.files.expressions import APPEARANCE, fault_in, waiting_in_a_ring
from doorstep.method.files.faults import Fault
from doorstep.method.files.refused import names_sealed, refused_topic
from doorstep.method.files.value import ChoiceLine, Names, QuestionLine

FILE = "visit.xlsx"
MOST_QUESTIONS, MOST_CHOICES, MOST_LETTERS = 30, 50, 200
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
LANGUAGE = re.compile(r"(?P<what>\w+)::.*\((?P<code>[A-Za-z-]+)\)\s*")
LANGUAGES = {"zh": "zh-hans", "zh-hans": "zh-hans", "bo": "bo", "en": "en"}
TOLD = ("label", "hint", "constraint_message")  # in several languages
PLAIN = ("type", "name", "required", "relevant", "constraint", "appearance")
POSITIONS = ("geopoint", "geotrace", "geoshape", "start-geopoint", "background-geopoint")
RECORDINGS = ("audio", "background-audio", "video", "image", "file")
OF_THE_HELPER = (
    "start", "end", "today", "deviceid", "phonenumber", "username", "email", "audit",
    "simserial", "subscriberid",
)  # fmt: skip
VIOLENCE = re.compile(
    r"暴力|家暴|虐待|打骂|挨打|被打|害怕|violen|abus|beaten|afraid|\bfear|དྲག་སྤྱོད", re.IGNORECASE
)
YES = ("yes", "true", "true()", "1")
Cells = dict[str, str]


def read_questions(directory: Path, faults: list[Fault]) -> tuple[QuestionLine, ...]:
    """The questions of a directory's `visit.xlsx`; none where there is no such file."""
    path = directory / FILE
    if not path.exists():
        return ()
    try:
        sheets = {sheet.name.strip().lower(): sheet for sheet in read_workbook(path).sheets}
    except Refused as refused:
        faults.append(Fault(FILE, 0, str(refused)))
        return ()
    if "survey" not in sheets:
        faults.append(Fault(FILE, 0, _("The sheet “survey” is missing.")))
        return ()
    reading = _Reading(faults)
    lists = reading.lists(sheets.get("choices"))
    questions = reading.questions(sheets["survey"], lists)
    if questions and len(faults) == reading.faults_before:
        reading.convert(questions)
    return questions


def rows_of(questions: tuple[QuestionLine, ...]) -> list[dict[str, str]]:
    """The rows of an XLSForm with nothing but their expressions, for pyxform to look at."""
    return [
        {
            "type": f"{one.kind} {one.key}" if one.choices else one.kind,
            "name": one.key,
            "label": one.key,
            "relevant": one.relevant,
            "constraint": one.constraint,
        }
        for one in questions
    ]


class _Reading:
    """One workbook, whose faults are collected with their rows."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults, self.faults_before = faults, len(faults)

    def fault(self, row: int, text: str, /, **params: object) -> None:
        self.faults.append(Fault(FILE, row, text % params if params else text))

    def lists(self, sheet: Sheet | None) -> dict[str, list[ChoiceLine]]:
        """The choices by the name of their list."""
        lists: dict[str, list[ChoiceLine]] = {}
        for row, cells, names in self._rows(sheet, ("list_name", "name"), ("label",)):
            value = cells.get("name", "")
            if not NAME.fullmatch(value):
                text = _("“%(value)s” is no key: small letters, digits and “_”.")
                self.fault(row, text, value=value)
            self._refuse(row, value)
            rows = lists.setdefault(cells.get("list_name", ""), [])
            rows.append(ChoiceLine(value, self._told(row, names["label"])))
            if len(rows) == MOST_CHOICES + 1:
                self.fault(row, _("A list has %(most)s choices at most."), most=MOST_CHOICES)
        return lists

    def questions(
        self, sheet: Sheet, lists: Mapping[str, list[ChoiceLine]]
    ) -> tuple[QuestionLine, ...]:
        found: dict[str, QuestionLine] = {}
        for row, cells, names in self._rows(sheet, PLAIN, TOLD):
            kind, _space, of = cells.get("type", "").partition(" ")
            key = cells.get("name", "")
            if not NAME.fullmatch(key) or key in found:
                text = _("Every question needs a name of its own: small letters, digits and “_”.")
                self.fault(row, text)
            if why := _why_refused(kind):
                self.fault(row, why)
            elif kind not in QuestionKind.values:
                self.fault(
                    row,
                    _("“%(value)s” is not known; known are: %(known)s."),
                    value=kind,
                    known=", ".join(QuestionKind.values),
                )
            is_chosen = kind in (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE)
            choices = tuple(lists.get(of.strip(), ())) if is_chosen else ()
            if is_chosen and not choices:
                self.fault(row, _("The list “%(value)s” has no choices."), value=of.strip())
            self._refuse(row, key)
            for expression in ("relevant", "constraint"):
                if cells.get(expression) and (why := fault_in(cells[expression])):
                    self.fault(row, why)
            if cells.get("appearance") and not APPEARANCE.fullmatch(cells["appearance"]):
                self.fault(row, _("An appearance is made of small letters, digits and “-”."))
            found[key] = QuestionLine(
                key=key,
                kind=kind,
                names=self._told(row, names["label"]),
                hints=self._told(row, names["hint"], must=False),
                is_required=cells.get("required", "").lower() in YES,
                relevant=cells.get("relevant", ""),
                constraint=cells.get("constraint", ""),
                messages=self._told(row, names["constraint_message"], must=False),
                appearance=cells.get("appearance", ""),
                choices=choices,
                row=row,
            )
            if len(found) == MOST_QUESTIONS + 1:
                text = _("A visit has %(most)s own questions at most.")
                self.fault(row, text, most=MOST_QUESTIONS)
        if ring := waiting_in_a_ring(found):
            text = _("Each of these questions waits for another of them: %(names)s.")
            self.fault(found[ring[0]].row, text, names=", ".join(ring))
        return tuple(found.values())

    def convert(self, questions: tuple[QuestionLine, ...]) -> None:
        """Lets pyxform look at the expressions: what they name must be a question of this file."""
        from pyxform.errors import PyXFormError
        from pyxform.xls2xform import convert  # slow to import, and only here

        survey = rows_of(questions)
        choices = [
            {"list_name": one.key, "name": choice.value, "label": choice.value}
            for one in questions
            for choice in one.choices
        ]
        sheets = {
            "survey": survey,
            "survey_header": [dict.fromkeys(survey[0])],
            "choices": choices,
            "settings": [{"form_id": "own", "version": "1"}],
        }
        try:
            convert(sheets, validate=False)
        except PyXFormError as error:
            self.fault(0, _("This is no XLSForm: %(why)s"), why=f"{error}".replace("\n", " "))

    def _rows(
        self, sheet: Sheet | None, plain: tuple[str, ...], told: tuple[str, ...]
    ) -> Iterator[tuple[int, Cells, dict[str, Names]]]:
        """Row number, plain cells by column, and texts by column and language."""
        rows = sheet.rows if sheet is not None else ()
        if not rows:
            return
        head = [_text(value).strip() for value in rows[0].values]
        columns = {at: _column(text) for at, text in enumerate(head) if text}
        for what, language in columns.values():
            if what not in (*plain, *told) or (language and what not in told):
                text = _("“%(key)s” is not known here; known are: %(known)s.")
                self.fault(rows[0].number, text, key=what, known=", ".join((*plain, *told)))
        for row in rows[1:]:
            cells, names = self._cells(row, columns, told)
            if cells or any(names.values()):
                yield row.number, cells, names

    def _cells(
        self, row: Row, columns: Mapping[int, tuple[str, str]], told: tuple[str, ...]
    ) -> tuple[Cells, dict[str, Names]]:
        cells: Cells = {}
        names: dict[str, dict[str, str]] = {what: {} for what in told}
        for at, (what, language) in columns.items():
            text = _text(row.at(at)).strip()
            if text and what in names:
                names[what][language or "zh-hans"] = text
            elif text:
                cells[what] = text
        return cells, dict(names)

    def _told(self, row: int, names: Names, *, must: bool = True) -> Names:
        """Words that a household may hear: none of what the product does not hold."""
        if must and not names:
            self.fault(row, _("The label is missing."))
        for text in names.values():
            self._refuse(row, text)
            if "${" in text:
                told = _(
                    "Words name no other question (${…}): they are read without the form, too."
                )
                self.fault(row, told)
            if len(text) > MOST_LETTERS:
                self.fault(row, _("Write %(most)s letters at most."), most=MOST_LETTERS)
        return names

    def _refuse(self, row: int, text: str) -> None:
        if (topic := refused_topic(text)) is not None:
            told = _("“%(topic)s”: no method may ask about this or name it (docs/stance.md).")
            self.fault(row, told, topic=topic)
        elif VIOLENCE.search(text):
            told = _("Violence at home is told to the safeguarding person alone (docs/stance.md).")
            self.fault(row, told)
        elif names_sealed(text):
            told = _(
                "Health, disability, identity numbers and bank cards stand in sealed fields alone "
                "(docs/stance.md)."
            )
            self.fault(row, told)


def _why_refused(kind: str) -> str:
    """Why a type of question is taken nowhere; "" for others."""
    if kind in POSITIONS:
        return _("Nobody's position is held here (docs/stance.md).")
    if kind in RECORDINGS:
        return _("No voice, picture or file is taken at a visit (docs/stance.md).")
    if kind in OF_THE_HELPER:
        return _(
            "Nothing is noted of the helper or the phone: no minute, no number (docs/stance.md)."
        )
    return ""


def _column(text: str) -> tuple[str, str]:
    """A heading: what it is, and in which language."""
    found = LANGUAGE.fullmatch(text)
    if found is None:
        return text.lower(), ""
    return found["what"].lower(), LANGUAGES.get(found["code"].lower(), found["code"])


def _text(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else printable(str(value))
