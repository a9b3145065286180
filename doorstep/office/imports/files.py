"""The file somebody sent, until it is applied: in var/, for that session alone, for an hour.

It lies there sealed, since it holds what the register does not keep in plain words.
"""

import json
import os
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from doorstep.kit import vault
from doorstep.kit.errors import NotVisible, Refused

VAULT_OWNER = "uploads"
KEPT_SECONDS = 60 * 60
SILENT_SECONDS = 10 * 60
CANCELLED = "upload_cancelled"  # the last file cancelled in this session
BECAME = "upload_became"  # the last file applied in this session, and its import
IN_SESSION = "upload"  # file name, village and columns; never what the file holds


class AppliedMeanwhile(Refused):
    message = _("This ledger is being applied already; it will stand below.")


class UploadGone(Refused):
    message = _(
        "The file is not kept any more: it is deleted after an hour, and once it was applied. Look "
        "whether it stands under Imports so far; else send it again."
    )


@dataclass(frozen=True)
class State:
    """How far a large ledger is: what was said last, the import it became, or why it did not."""

    said: str = ""
    done: str = ""
    refused: str = ""


@dataclass(frozen=True)
class Upload:
    """A file under way; `columns` are headings mapped by hand, as `read_roster` takes them."""

    id: UUID
    filename: str
    place: str
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        return _opened(_path(self.id))

    @property
    def size(self) -> int:
        """Bytes, as it was sent."""
        return len(self.content)


def keep(request: HttpRequest, content: bytes, *, filename: str, place: str) -> Upload:
    """Keeps a file for this session; the one it sent before is deleted."""
    drop(request)
    upload = Upload(id=uuid4(), filename=filename, place=place)
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = _path(upload.id)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(vault.seal(VAULT_OWNER, b64encode(content).decode()))
    later = threading.Timer(KEPT_SECONDS, path.unlink, kwargs={"missing_ok": True})
    later.daemon = True
    later.start()
    _remember(request, upload)
    return upload


def get_upload_for(request: HttpRequest, upload_id: UUID) -> Upload:
    """The file this session sent; NotVisible for another's, UploadGone once it is deleted,
    AppliedMeanwhile while another request applies it."""
    forget_old(time.time())
    known: dict[str, Any] = request.session.get(IN_SESSION) or {}
    if known.get("id") != str(upload_id):
        raise NotVisible
    if _aside(upload_id).exists():
        raise AppliedMeanwhile
    if not _path(upload_id).exists():
        raise UploadGone
    return Upload(
        id=upload_id,
        filename=known["filename"],
        place=known["place"],
        columns=dict(known["columns"]),
    )


def tell(upload_id: UUID, state: State) -> None:
    """Keeps how far a ledger is, for every worker to see; at once or not at all."""
    path = _state(upload_id)
    new = path.with_suffix(".new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(state), file)
    new.replace(path)


def state_of(request: HttpRequest) -> tuple[Upload, State] | None:
    """The large ledger that this session has under way, and how far it is; None without one.

    One that has said nothing for long was stopped with its server: nothing of it was applied.
    """
    known: dict[str, Any] = request.session.get(IN_SESSION) or {}
    if not known:
        return None
    upload = Upload(UUID(known["id"]), known["filename"], known["place"], dict(known["columns"]))
    try:
        path = _state(upload.id)
        silent = time.time() - path.stat().st_mtime
        state = State(**json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return None
    if state.said and silent > SILENT_SECONDS:
        with suppress(FileNotFoundError):
            _aside(upload.id).rename(_path(upload.id))
        words = _("It was stopped halfway, and nothing of it was applied. Apply it again.")
        state = State(refused=str(words))
    return upload, state


def forget_state(upload: Upload) -> None:
    """The state was told to the person."""
    _state(upload.id).unlink(missing_ok=True)


def map_columns(request: HttpRequest, upload: Upload, columns: dict[str, str]) -> None:
    """Keeps what headings were said to mean."""
    _remember(request, Upload(upload.id, upload.filename, upload.place, columns))


def drop(request: HttpRequest) -> None:
    """Deletes the file of this session."""
    known = request.session.pop(IN_SESSION, None)
    if known:
        _path(UUID(known["id"])).unlink(missing_ok=True)
        _state(UUID(known["id"])).unlink(missing_ok=True)


def applied(request: HttpRequest, upload_id: UUID, import_id: object) -> None:
    """The file became an import and is deleted; its address leads there from now on."""
    drop(request)
    request.session[BECAME] = [str(upload_id), str(import_id)]


def became(request: HttpRequest, upload_id: UUID) -> str | None:
    """The import that a file of this session became, so that going back in the browser does not
    end at nothing."""
    known: list[str] = request.session.get(BECAME) or ["", ""]
    return known[1] if known[0] == str(upload_id) else None


def cancel(request: HttpRequest, upload_id: UUID) -> None:
    """The file is deleted and became nothing; its address says so from now on."""
    drop(request)
    request.session[CANCELLED] = str(upload_id)


def was_cancelled(request: HttpRequest, upload_id: UUID) -> bool:
    """Whether this session cancelled a file, for who goes back in the browser."""
    return bool(request.session.get(CANCELLED) == str(upload_id))


@contextmanager
def claimed(upload: Upload) -> Iterator[bytes]:
    """What the file holds, for one request alone: AppliedMeanwhile for a second one, as a double
    click sends it. Where the first fails the file is back afterwards, for what is left of its hour;
    while it is applied it is not forgotten."""
    path, aside = _path(upload.id), _aside(upload.id)
    try:
        kept_at = path.stat().st_mtime
        path.rename(aside)
        os.utime(aside)
    except FileNotFoundError:
        raise AppliedMeanwhile from None
    try:
        yield _opened(aside)
    except BaseException:
        with suppress(FileNotFoundError):
            os.utime(aside, (kept_at, kept_at))
            aside.rename(path)
        raise
    aside.unlink(missing_ok=True)


def forget_old(now: float) -> None:
    """Deletes every file older than an hour, also those left by a server that was stopped."""
    if not _folder().exists():
        return
    for path in _folder().iterdir():
        try:
            if now - path.stat().st_mtime > KEPT_SECONDS:
                path.unlink()
        except FileNotFoundError:  # another worker was quicker
            continue


def _remember(request: HttpRequest, upload: Upload) -> None:
    request.session[IN_SESSION] = {
        "id": str(upload.id),
        "filename": upload.filename,
        "place": upload.place,
        "columns": upload.columns,
    }


def _opened(path: Path) -> bytes:
    try:
        sealed = path.read_text("ascii")
    except FileNotFoundError:
        raise UploadGone from None
    return b64decode(vault.unseal(VAULT_OWNER, sealed))


def _folder() -> Path:
    return Path(settings.VAR) / "uploads"


def _path(upload_id: UUID) -> Path:
    return _folder() / str(upload_id)


def _state(upload_id: UUID) -> Path:
    return _folder() / f"{upload_id}.state"


def _aside(upload_id: UUID) -> Path:
    return _folder() / f"{upload_id}.applied"
