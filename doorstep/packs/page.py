"""The pack as rows for a page, and as plain JSON."""

from dataclasses import dataclass
from typing import Any

from doorstep.packs.value import Cell, Section, WeekPack, Words
from doorstep.packs.words import (
    cell_text,
    column_head,
    number_name,
    section_title,
    unit_word,
)


@dataclass(frozen=True)
class ReadCell:
    """A cell with its column, its value and how people read it."""

    column: str
    value: Cell
    text: str


@dataclass(frozen=True)
class ReadNumber:
    """A number with its name and measure word."""

    key: str
    name: str
    value: int
    unit: str
    url: str


@dataclass(frozen=True)
class ReadSection:
    """A section in the reader's language."""

    key: str
    title: str
    figures: tuple[ReadNumber, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[ReadCell, ...], ...]


def read_sections(pack: WeekPack) -> list[ReadSection]:
    """Every section in the language that is active."""
    return [_read(section) for section in pack.sections]


def as_json(pack: WeekPack) -> dict[str, Any]:
    """`{team, week, hash, sections: [{key, title, figures, rows}]}`; days as ISO text."""
    return {
        "team": pack.team,
        "week": pack.week,
        "hash": pack.hash,
        "sections": [
            {
                "key": section.key,
                "title": section_title(section),
                "figures": [
                    {
                        "key": number.key,
                        "value": number.value,
                        "unit": number.unit,
                        "url": number.url,
                    }
                    for number in section.figures
                ],
                "rows": [_json_row(section.columns, row) for row in section.rows],
            }
            for section in pack.sections
        ],
    }


def _json_row(columns: tuple[str, ...], row: tuple[Cell, ...]) -> dict[str, Any]:
    """Values as they are; the method's own words in the language that is active."""
    return {
        column: cell_text(column, value) if isinstance(value, Words | tuple) else value
        for column, value in zip(columns, row, strict=True)
    }


def _read(section: Section) -> ReadSection:
    return ReadSection(
        key=section.key,
        title=section_title(section),
        figures=tuple(
            ReadNumber(number.key, number_name(number), number.value, unit_word(number), number.url)
            for number in section.figures
        ),
        heads=tuple(column_head(column) for column in section.columns),
        rows=tuple(
            tuple(
                ReadCell(column, value, cell_text(column, value))
                for column, value in zip(section.columns, row, strict=True)
            )
            for row in section.rows
        ),
    )
