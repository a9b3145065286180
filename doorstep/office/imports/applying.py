"""A large ledger is applied beside the request: the page tells how far it is, and can be left."""

import hashlib
import logging
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from functools import partial

from django.utils import translation
from django.utils.translation import gettext as _

from doorstep.kit.errors import Refused
from doorstep.office.beside import start
from doorstep.office.imports import files
from doorstep.people.models import Account, Place
from doorstep.register.roster import read_roster
from doorstep.sync.actions import import_roster
from doorstep.sync.queries import template_of
from doorstep.sync.rules import ImportReport

LARGE = 200 * 1024  # bytes of a workbook: about a thousand households, some four seconds
log = logging.getLogger(__name__)


def apply_upload(
    upload: files.Upload,
    content: bytes,
    *,
    by: Account,
    on: date,
    close_missing: bool,
    seen: str | None,
    progress: Callable[[str], None] | None = None,
) -> ImportReport:
    """Applies a ledger that was sent."""
    template = template_of(Place.objects.filter(code=upload.place).first(), on)
    return import_roster(
        read_roster(content, columns=upload.columns, template=template, today=on),
        upload.place,
        by=by,
        on=on,
        filename=upload.filename,
        digest=hashlib.sha256(content).hexdigest(),
        close_missing=close_missing,
        seen=seen,
        progress=progress,
    )


def begin_applying(
    upload: files.Upload, *, by: Account, on: date, close_missing: bool, seen: str | None
) -> None:
    """Begins to apply a large ledger and comes back at once. AppliedMeanwhile."""
    claim = ExitStack()
    content = claim.enter_context(files.claimed(upload))
    tell = partial(files.tell, upload.id)
    tell(files.State(said=_("Reading the file.")))
    language = translation.get_language()

    def work() -> None:
        try:
            with translation.override(language), claim:
                report = apply_upload(
                    upload,
                    content,
                    by=by,
                    on=on,
                    close_missing=close_missing,
                    seen=seen,
                    progress=lambda line: tell(files.State(said=line)),
                )
            tell(files.State(done=str(report.undo_id)))
        except Refused as refused:
            with translation.override(language):
                tell(files.State(refused=str(refused)))
        except Exception:
            log.exception("a ledger could not be applied")
            tell(files.State(refused=broken))

    broken = _("This should not happen. Nothing was changed; try again, or ask for help.")
    start(work)
