"""Copies of the shipped method with one thing changed."""

import shutil

from tests.factories import METHOD


def four_colours_with(tmp_path, file, old, new):
    """A copy of the method in which the first `old` of a file reads `new`."""
    folder = tmp_path / "method"
    if not folder.exists():
        shutil.copytree(METHOD, folder)
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    return folder


def line_in(folder, file, text):
    """The number of the first line that holds a text."""
    lines = (folder / file).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)
