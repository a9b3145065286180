"""Find a household by code, name or telephone; the box stands on every screen."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from doorstep.categories.queries import shown_category
from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.office.notices import say_done
from doorstep.register.models import Household
from doorstep.register.queries import members_named, search_households

MOST = 50
LONGEST = 60  # letters of what is looked for


@screen
def search(request: HttpRequest) -> HttpResponse:
    """The households found; where it is one, its page at once."""
    account, today = asker(request), clock.today()
    query = request.GET.get("q", "").strip()[:LONGEST]
    if not query:
        return render(request, "office/search.html", {"query": "", "found": []})
    rows = search_households(account, query, today, MOST + 1).select_related("group", "village")
    found = list(shown_category(rows, today))
    why = why_found(found, query)
    if len(found) == 1:
        for words in why.values():
            say_done(request, _("Found by: %(words)s") % {"words": words})
        return redirect("office:household", found[0].pk)
    context = {
        "query": query,
        "found": [(row, why.get(row.pk, "")) for row in found[:MOST]],
        "has_more": len(found) > MOST,
        "most": MOST,
    }
    return render(request, "office/search.html", context)


def why_found(found: Sequence[Household], text: str) -> dict[UUID, str]:
    """By what a household was found, where neither its code nor its head's name says so."""
    named = members_named(found, text)
    why = {}
    for row in found:
        parts = [_("member %(name)s") % {"name": name} for name in named.get(row.pk, ())]
        if row.phone.startswith(text):
            parts.append(_("telephone %(number)s") % {"number": row.phone})
        if parts:
            why[row.pk] = " · ".join(parts)
    return why
