"""How far some work beside a request is lies in var/, a file for each that works, so that every
worker of the server sees it."""

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings

BEAT_SECONDS = 2.0
SILENT_SECONDS = 20.0  # ten beats missed: its server was stopped


@dataclass(frozen=True, kw_only=True)
class Note:
    """Some work, and at its end what became of it."""

    id: str = ""
    is_stopping: bool = False
    is_done: bool = False
    refused: str = ""

    @property
    def is_going_on(self) -> bool:
        return not self.is_done and not self.refused


class Notes[N: Note]:
    """The notes of one kind of work, by the name of what it is for."""

    def __init__(self, kind: type[N], suffix: str, lost: Any) -> None:
        self.kind, self.suffix, self.lost = kind, suffix, lost

    def read(self, name: str) -> N | None:
        """The work that goes on or was the last, until that was told; None without one. What has
        not been heard of for long was stopped with its server: then it says what is lost."""
        path = self._path(name)
        try:
            silent = time.time() - path.stat().st_mtime
            note = self.kind(**json.loads(path.read_text("utf-8")))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError):  # cut short by a power failure, or of another version
            return self.kind(refused=str(self.lost))
        if not note.is_going_on:
            return note
        if silent > SILENT_SECONDS:
            return replace(note, refused=str(self.lost))
        return replace(note, is_stopping=self.stop_path(name, note).exists())

    def begin(self, name: str, note: N) -> bool:
        """Whether this is the one that works from now on; not while another goes on."""
        _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        other = self.read(name)
        if other is not None and not other.is_going_on:
            self.forget(name)
        whole = self._path(name).with_suffix(f".{note.id}")
        _write(whole, note)
        try:
            os.link(whole, self._path(name))  # nobody ever reads one that is half written
        except FileExistsError:
            return False
        finally:
            whole.unlink()
        return True

    def tell(self, name: str, note: N) -> None:
        """Keeps how far it is, at once or not at all, unless another one has begun since."""
        path = self._path(name)
        new = path.with_suffix(".new")
        if self.is_of(name, note):
            with suppress(FileNotFoundError):
                _write(new, note)
                new.replace(path)

    def is_of(self, name: str, note: N) -> bool:
        """Whether this work is still the one that is waited for."""
        with suppress(FileNotFoundError, ValueError):
            return bool(json.loads(self._path(name).read_text("utf-8")).get("id") == note.id)
        return False

    def forget(self, name: str) -> None:
        """What became of it was told."""
        self._path(name).unlink(missing_ok=True)

    def stop_path(self, name: str, note: N) -> Path:
        """The file that asks it to end with what it has."""
        return _folder() / f"{name}{self.suffix}.{note.id}.stop"

    @contextmanager
    def beating(self, name: str) -> Iterator[None]:
        """Shows that it goes on, also while nothing is told."""
        is_over = threading.Event()

        def beat() -> None:
            while not is_over.wait(BEAT_SECONDS):
                with suppress(FileNotFoundError):
                    os.utime(self._path(name))

        threading.Thread(target=beat, daemon=True).start()
        try:
            yield
        finally:
            is_over.set()

    def _path(self, name: str) -> Path:
        return _folder() / f"{name}{self.suffix}.json"


def _write(path: Path, note: Note) -> None:
    path.touch(0o600)
    path.write_text(json.dumps(asdict(note)), "utf-8")


def _folder() -> Path:
    return Path(settings.VAR) / "plans"
