"""Fonts of papers that are written as PDF: from the packages of the field page's lock file, turned
into what typst reads. `script/setup` runs this; a wheel carries the result.

    python -m doorstep.packs.fonts
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "built"
SOURCE = HERE.parent / "field" / "app" / "node_modules" / "@fontsource"
# by the name of the family that papers ask for: the package and the part of the font
FAMILIES = {
    "Paper Tibetan": ("noto-serif-tibetan", "tibetan"),
    "Paper Chinese": ("noto-sans-sc", "chinese-simplified"),
}
WEIGHTS = (400, 700)
NAMES = (1, 4, 16)  # family, whole name, typographic family


def file_of(family: str, weight: int) -> Path:
    """Where a font lies once it is built."""
    return FOLDER / f"{family.lower().replace(' ', '-')}-{weight}.ttf"


def has_fonts() -> bool:
    """Whether the fonts were built."""
    return all(file_of(family, weight).exists() for family in FAMILIES for weight in WEIGHTS)


def build() -> int:
    """Turns the fonts of the packages into what typst reads; how many."""
    from fontTools.ttLib import TTFont

    FOLDER.mkdir(exist_ok=True)
    for family, (package, part) in FAMILIES.items():
        for weight in WEIGHTS:
            name = f"{package}-{part}-{weight}-normal.woff2"
            font = TTFont(SOURCE / package / "files" / name)
            font.flavor = None
            table = font["name"]
            for record in list(table.names):
                if record.nameID in NAMES:
                    table.setName(
                        family, record.nameID, record.platformID, record.platEncID, record.langID
                    )
            font.save(file_of(family, weight))
    return len(FAMILIES) * len(WEIGHTS)


if __name__ == "__main__":
    sys.stdout.write(f"built {build()} fonts\n")
