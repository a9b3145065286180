"""Papers set by typst: a template beside this file, its data, and the fonts of `packs.fonts`."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

import typst
from django.utils.translation import get_language, gettext_lazy

from doorstep.kit.errors import Refused
from doorstep.packs.fonts import FOLDER, has_fonts
from doorstep.packs.rounds import both

TEMPLATES = Path(__file__).resolve().parent / "templates" / "packs"


class FontsMissing(Refused):
    message = gettext_lazy(
        "The fonts for PDF are not there. Whoever runs this program runs script/setup once with a "
        "network; until then take the Word file."
    )


def set_paper(
    template: str,
    data: Mapping[str, Any],
    *,
    format: Literal["pdf", "png"] = "pdf",  # noqa: A002
) -> bytes:
    """A paper as typst sets it, "pdf", or of a single page also "png": the template reads data.json
    with `data` and `lang`, the language that is on. FontsMissing."""
    if not has_fonts():
        raise FontsMissing
    language = get_language() or "zh"
    told = dict(data) | {"lang": {"zh-hans": "zh"}.get(language, language)}
    sources: Any = {
        "main": (TEMPLATES / template).read_bytes(),
        "data.json": json.dumps(told, ensure_ascii=False).encode(),
    }
    made = typst.compile(sources, format=format, font_paths=[str(FOLDER)], ignore_system_fonts=True)
    assert isinstance(made, bytes)  # noqa: S101 - one file, or one page
    return made


def pair(text: Callable[[], Any]) -> list[str]:
    """What stands on two lines: the text, and where it is draft Tibetan the Chinese below it, else
    nothing."""
    said = str(text())
    beside = both(text).removeprefix(said).strip()
    return [said, beside] if beside else [said]
