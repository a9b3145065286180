"""The file of paths with a sum for aid that comes first, as a place would set it."""

from contextlib import contextmanager

from doorstep.funds import paths


@contextmanager
def aid_limit(monkeypatch, folder, yuan):
    """So many yuan on every path, as long as this lasts."""
    text = "".join(
        f"aid_first_yuan = {yuan}\n{line}" if line.startswith("papers_days") else line
        for line in paths.FILE.read_text("utf-8").splitlines(keepends=True)
        if not line.startswith("aid_first_yuan")
    )
    (folder / "paths.toml").write_text(text, "utf-8")
    try:
        with monkeypatch.context() as patch:
            patch.setattr(paths, "FILE", folder / "paths.toml")
            paths.paths.cache_clear()
            yield
    finally:  # also where a test fails: the next one reads its own file
        paths.paths.cache_clear()
