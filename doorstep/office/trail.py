"""The audit trail, for the auditor: who did what to which row; never what stands in it."""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Case, F, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker, screen
from doorstep.office.rendering import DayField
from doorstep.office.trail_rows import row_words
from doorstep.office.trail_words import act_words
from doorstep.office.wording import short_day_text
from doorstep.people.choices import Role
from doorstep.people.models import Account, AuditEntry
from doorstep.people.queries import audit_entries_for, roles_of
from doorstep.people.rules import clock_times_from

PAGE = 50


class TrailForm(forms.Form):
    """What narrows the trail."""

    act = forms.ChoiceField(label=_("Act"), required=False)
    by = forms.ChoiceField(label=_("Account"), required=False)
    from_on = DayField(label=_("From"), required=False)
    to_on = DayField(label=_("To"), required=False)

    def __init__(self, data: Any, *, entries: Any) -> None:
        super().__init__(data, auto_id="by-%s", label_suffix="")
        fields: dict[str, Any] = self.fields
        acts = entries.order_by("act").values_list("act", flat=True).distinct()
        accounts = Account.objects.filter(pk__in=entries.order_by().values("by")).order_by("login")
        fields["act"].choices = [("", _("All")), *((act, act_words(act)) for act in acts)]
        fields["by"].choices = [("", _("All")), *((str(one.pk), one.login) for one in accounts)]

    def narrowed(self, entries: Any) -> Any:
        """The entries that fit; a value that cannot be read narrows nothing and is said."""
        self.is_valid()
        names = {"act": "act", "by": "by", "from_on": "on__gte", "to_on": "on__lte"}
        chosen: dict[str, str | date] = {
            lookup: self.cleaned_data[name]
            for name, lookup in names.items()
            if self.cleaned_data.get(name)
        }
        return entries.filter(**chosen)


@screen
def trail(request: HttpRequest) -> HttpResponse:
    """Number in its chain, day, act, kind of row and account; no content. The clock time of
    writing, and with it the number and the order within a day, is shown for thirty days, here
    alone."""
    account, today = asker(request), clock.today()
    if Role.AUDITOR not in roles_of(account, today):
        raise NotVisible
    entries = audit_entries_for(account, today)
    form = TrailForm(request.GET, entries=entries)
    rows = in_order(form.narrowed(entries), today).select_related("by", "place")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [
            (
                row,
                act_words(row.act),
                row_words(row.subject_kind),
                _short(row),
                _clock_time(row, today),
            )
            for row in page.object_list
        ],
    }
    name = "office/trail/page.html"
    part = f"{name}#found" if request.htmx else name  # type: ignore[attr-defined]
    return render(request, part, context, status=200 if form.is_valid() else 422)


def in_order(entries: QuerySet[AuditEntry], today: date) -> QuerySet[AuditEntry]:
    """The latest first. Where the clock time is kept no longer the day is all that is told: within
    it entries stand by their ids, which hold no time, and their running number is not shown."""
    order = Case(When(at__gte=clock_times_from(today), then=F("serial")), default=Value(0))
    return entries.alias(order=order).order_by("-on", "-order", "id")


def _short(entry: AuditEntry) -> str:
    """The first letters of a row's id: enough to see that two acts were on the same row."""
    return entry.subject_id[:8]


def _clock_time(entry: AuditEntry, today: date) -> str:
    """When it was written, while that is kept: the hour, after another day than its own if so."""
    if entry.at is None or entry.at < clock_times_from(today):
        return ""
    moment = localtime(entry.at)
    time = f"{moment:%H:%M}"
    return time if moment.date() == entry.on else f"{short_day_text(moment.date())} {time}"
