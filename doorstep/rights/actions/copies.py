"""A copy is given: who made it and when is told, once a day of an account and a form."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.models import Account
from doorstep.rights.actions.guards import note_act
from doorstep.rights.choices import CopyFormat, RequestKind
from doorstep.rights.models import CopyGiven, Request


class NotARequestForACopy(Refused):
    message = _("This request is not for a copy; record one that is.")


@transaction.atomic
def note_copy(
    request: Request,
    *,
    format: CopyFormat | str,  # noqa: A002
    by: Account,
    on: date,
) -> CopyGiven:
    """Notes that a copy was made for a request, in the log of copies and in the trail; made again
    on the same day by the same account, it is told already. NotARequestForACopy."""
    if request.kind != RequestKind.COPY:
        raise NotARequestForACopy
    Request.objects.select_for_update(of=("self",), no_key=True).get(pk=request.pk)
    copy, is_new = CopyGiven.objects.get_or_create(
        request=request, format=CopyFormat(format), made_on=on, by=by
    )
    if is_new:
        note_act("note_copy", copy, request.household, by=by, on=on, detail={"format": str(format)})
    return copy
