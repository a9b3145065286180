"""Needs: the list, narrowed by how they stand, their kind and who has them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.categories.queries import shown_category
from doorstep.kit import clock
from doorstep.method.choices import NeedKind, Urgency
from doorstep.needs.models import Need, NeedQuerySet
from doorstep.needs.queries import is_mediator, need_rows, needs_for, unconfirmed, urgent_unseen
from doorstep.office.doors import asker, screen, village_of
from doorstep.people.choices import Role
from doorstep.people.models import Helper
from doorstep.people.queries import has_role, helper_at, helpers_at, scope_of
from doorstep.register.models import Household

PAGE = 50
NOBODY = "none"
CLOSED = ("closed", "to_confirm")


class Narrowing(forms.Form):
    """What narrows the list; a value that is none of the choices narrows nothing."""

    state = forms.ChoiceField(
        label=gettext_lazy("How they stand"),
        choices=[
            ("", pgettext_lazy("needs", "Open")),
            ("overdue", pgettext_lazy("needs", "Overdue")),
            ("urgent", pgettext_lazy("needs", "Urgent")),
            ("closed", pgettext_lazy("needs", "Closed")),
            ("to_confirm", gettext_lazy("Closed; ask the household whether it is so")),
        ],
        required=False,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of need"),
        choices=[("", gettext_lazy("All")), *NeedKind.choices],
        required=False,
    )
    owner = forms.ChoiceField(label=gettext_lazy("Owner"), required=False)

    def __init__(self, data: Any, *, owners: Sequence[Helper]) -> None:
        super().__init__(data, auto_id="by-%s", label_suffix="")
        fields: dict[str, Any] = self.fields
        fields["owner"].choices = [
            ("", gettext_lazy("All")),
            (NOBODY, gettext_lazy("Nobody")),
            *((str(helper.pk), helper.name) for helper in owners),
        ]

    def chosen(self) -> dict[str, str]:
        """The valid values by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


@screen
def needs(request: HttpRequest) -> HttpResponse:
    """What is wrong, by when, and who sees to it."""
    account, today, village = asker(request), clock.today(), village_of(request)
    coordinates = has_role(account, Role.COORDINATOR, village, today)
    helper = helper_at(account, village, today)
    owners = list(helpers_at(village, today).order_by("name", "pk")) if coordinates else []
    form = Narrowing(request.GET, owners=owners or ([helper] if helper else []))
    chosen = form.chosen()
    found = narrowed(needs_for(account, today).filter(place=village), chosen, today)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = need_rows(page.object_list, today)  # type: ignore[arg-type]
    ids = {row.household_id for row in rows if row.household_id}
    shown = shown_category(Household.objects.filter(pk__in=ids), today)
    kinds = dict(shown.values_list("pk", "shown_kind"))
    context = {
        "place": village,
        "today": today,
        "form": form,
        "is_narrowed": bool(chosen),
        "is_closed": chosen.get("state") in CLOSED,
        "page": page,
        "rows": [(row, kinds.get(row.household_id, "")) for row in rows],
        "coordinates": coordinates,
        "is_mediator": is_mediator(account, today),
        "may_raise": coordinates or helper is not None,
        "urgent": list(urgent_unseen(scope_of(village), today)) if coordinates else [],
    }
    name = "office/needs/list.html"
    return render(request, f"{name}#found" if request.htmx else name, context)  # type: ignore[attr-defined]


def narrowed(rows: QuerySet[Need], chosen: dict[str, str], today: date) -> QuerySet[Need]:
    """The needs that fit what was chosen; urgent ones first, then by deadline."""
    found: NeedQuerySet = rows  # type: ignore[assignment]
    match chosen.get("state"):
        case "closed":
            found = found.filter(closed_on__lte=today)
        case "to_confirm":
            found = unconfirmed(found.unsealed(), today)
        case "overdue":
            found = found.overdue_on(today)
        case "urgent":
            found = found.open_on(today).filter(urgency=Urgency.URGENT)
        case _:
            found = found.open_on(today)
    if "kind" in chosen:
        found = found.filter(kind=chosen["kind"])
    if owner := chosen.get("owner"):
        found = found.filter(Q(owner=None) if owner == NOBODY else Q(owner=owner))
    if chosen.get("state") in CLOSED:
        return found.order_by(F("closed_on").desc(), "id")
    pressing = Case(
        When(urgency=Urgency.URGENT, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return found.annotate(pressing=pressing).order_by("pressing", "deadline_on", "id")
