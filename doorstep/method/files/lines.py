"""On which line of a TOML file a key stands; tomllib does not say."""

import re
from collections import Counter

Path = tuple[str | int, ...]

_ARRAY = re.compile(r"^\s*\[\[\s*([\w.-]+)\s*\]\]")
_TABLE = re.compile(r"^\s*\[\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"^\s*\"?([\w-]+)\"?\s*[.=]")


def find_lines(text: str) -> dict[Path, int]:
    """Lines, counted from 1, by path: ("category", 0, "reason", 1, "fact")."""
    lines: dict[Path, int] = {(): 1}
    seen: Counter[Path] = Counter()
    here: Path = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _ARRAY.match(line) or _TABLE.match(line):
            here = _path(found[1].split("."), seen, is_array=line.lstrip().startswith("[["))
            lines.setdefault(here, number)
        elif found := _KEY.match(line):
            lines.setdefault((*here, found[1]), number)
    return lines


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of a path, or of the nearest table round it."""
    while path not in lines:
        path = path[:-1]
    return lines[path]


def _path(parts: list[str], seen: Counter[Path], *, is_array: bool) -> Path:
    path: Path = ()
    for part in parts[:-1]:
        path = (*path, part)
        if seen[path]:
            path = (*path, seen[path] - 1)
    path = (*path, parts[-1])
    if is_array:
        seen[path] += 1
        path = (*path, seen[path] - 1)
    return path
