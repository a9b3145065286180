"""The product's source as these tests read it."""

import ast
import subprocess
import tomllib
from functools import cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PRODUCT = CHECKOUT / "doorstep"
APART = {"migrations", "locale", "vendor", "node_modules", "built"}


def files(*endings: str) -> list[Path]:
    """The product's files with these endings, without migrations and what others wrote."""
    return sorted(
        path
        for path in PRODUCT.rglob("*")
        if path.suffix in endings and not APART & set(path.relative_to(PRODUCT).parts)
    )


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def name(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


def room(path: Path) -> str:
    """The first folder below doorstep/, or "" for the files beside the rooms."""
    parts = path.relative_to(PRODUCT).parts
    return parts[0] if len(parts) > 1 else ""


def imports(path: Path) -> list[str]:
    """Every module a file names in an import, wherever it stands."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


def order() -> list[set[str]]:
    """The rooms from the top down, as pyproject.toml holds them."""
    text = (CHECKOUT / "pyproject.toml").read_text("utf-8")
    layers = tomllib.loads(text)["tool"]["importlinter"]["contracts"][0]["layers"]
    return [{part.strip(" ()") for part in layer.split("|")} for layer in layers]


def tracked() -> list[Path]:
    """What git would commit."""
    command = ["git", "-C", str(CHECKOUT), "ls-files", "-co", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [path for line in listed.splitlines() if (path := CHECKOUT / line).is_file()]
