"""Compiles the translations: every `<room>/locale/*/LC_MESSAGES/*.po` to the `.mo` beside it.

Run as `python -m doorstep.kit.catalogues`; needs no gettext on the machine.
"""

import sys
from pathlib import Path

import polib


def compile_catalogues(folder: Path) -> int:
    """Compile what is newer than its `.mo` below `folder`; the number of files written."""
    written = 0
    for source in sorted(folder.glob("*/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        half = target.with_suffix(".mo.half")  # whole or not at all: another process may read
        polib.pofile(str(source)).save_as_mofile(str(half))
        half.replace(target)
        written += 1
    return written


if __name__ == "__main__":
    count = compile_catalogues(Path(__file__).resolve().parent.parent)
    sys.stdout.write(f"compiled {count} translation files\n" if count else "")
