"""The households of a village, narrowed by group, category, helper and text."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from doorstep.categories.queries import shown_category
from doorstep.kit import clock
from doorstep.method.choices import CategoryKind
from doorstep.office.doors import asker, screen, village_of
from doorstep.office.marks import NAMES
from doorstep.office.search import why_found
from doorstep.pairing.models import Pairing
from doorstep.people.choices import Role
from doorstep.people.models import Helper, Place
from doorstep.people.queries import has_role, helpers_at, scope_of
from doorstep.register.models import Household, Member
from doorstep.register.queries import groups_in_order, households_seen_whole, with_head
from doorstep.visits.queries import duties_of, with_last_contact

PAGE = 50
ALL = ("", _("All"))


class Narrowing(forms.Form):
    """What narrows the list; a value that is none of the choices narrows nothing."""

    q = forms.CharField(label=_("Name, code or telephone"), required=False, max_length=60)
    group = forms.ChoiceField(label=_("Group"), required=False)
    kind = forms.ChoiceField(label=_("Category"), required=False)
    helper = forms.ChoiceField(label=_("Helper"), required=False)
    state = forms.ChoiceField(
        label=_("Register"),
        required=False,
        choices=[("", _("On the register")), ("left", _("Left the register"))],
    )

    def __init__(self, data: Any, *, village: Place, helpers: list[Helper]) -> None:
        super().__init__(data, auto_id="by-%s", label_suffix="")
        fields: dict[str, Any] = self.fields
        fields["group"].choices = [
            ALL, *((str(group.pk), group.name) for group in groups_in_order(village))
        ]  # fmt: skip
        fields["kind"].choices = [ALL, *((kind.value, NAMES[kind]) for kind in CategoryKind)]
        fields["helper"].choices = [
            ALL, ("none", _("Nobody")), *((str(one.pk), one.name) for one in helpers)
        ]  # fmt: skip
        if len(helpers) < 2:
            del fields["helper"]

    def chosen(self) -> dict[str, str]:
        """The valid values by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


@screen
def households(request: HttpRequest) -> HttpResponse:
    """Who is on the register, who goes there, and what is due next."""
    account, today = asker(request), clock.today()
    village = village_of(request)
    coordinates = has_role(account, Role.COORDINATOR, village, today)
    helpers = list(helpers_at(village, today)) if coordinates else []
    form = Narrowing(request.GET, village=village, helpers=helpers)
    chosen = form.chosen()
    seen = households_seen_whole(account, today).filter(village=village)
    rows = narrowed(with_head(shown_category(seen, today)), chosen, today)
    page = Paginator(_with_people(rows, today), PAGE).get_page(request.GET.get("page"))
    ids: list[UUID] = [row.pk for row in page.object_list]
    duties = duties_of(scope_of(village), ids, today)
    text = chosen.get("q", "").strip()
    why = why_found(list(page.object_list), text) if text else {}
    context = {
        "place": village,
        "today": today,
        "form": form,
        "is_narrowed": bool(chosen),
        "page": page,
        "rows": [
            (row, why.get(row.pk, ""), [one for one in duties[row.pk] if one.is_left])
            for row in page.object_list
        ],
        "coordinates": coordinates,
        "is_left": chosen.get("state") == "left",
    }
    name = "office/households/list.html"
    return render(request, f"{name}#found" if request.htmx else name, context)  # type: ignore[attr-defined]


def narrowed(rows: QuerySet[Household], chosen: dict[str, str], today: date) -> QuerySet[Household]:
    """The rows of the list, which have `shown_kind`, that fit what was chosen."""
    if chosen.get("state") == "left":
        rows = rows.filter(closed_on__lte=today)
    else:
        rows = rows.active_on(today)  # type: ignore[attr-defined]
    if "group" in chosen:
        rows = rows.filter(group=chosen["group"])
    if "kind" in chosen:
        rows = rows.filter(shown_kind=chosen["kind"])
    if helper := chosen.get("helper"):
        pairs = Pairing.objects.live_on(today)
        if helper == "none":
            rows = rows.exclude(pk__in=pairs.values("household"))
        else:
            rows = rows.filter(pk__in=pairs.filter(helper=helper).values("household"))
    if text := chosen.get("q", "").strip():
        named = Member.objects.filter(name__icontains=text, left_on=None).values("household")
        rows = rows.filter(Q(code__icontains=text) | Q(phone__startswith=text) | Q(pk__in=named))
    return rows


def _with_people(rows: QuerySet[Household], today: date) -> QuerySet[Household]:
    pairs = Pairing.objects.live_on(today).select_related("helper")
    going = Prefetch("pairings", pairs.order_by("order", "start_on", "pk"), to_attr="pairs_now")
    rows = with_last_contact(rows, today).select_related("group").prefetch_related(going)
    return rows.order_by("code", "pk")
