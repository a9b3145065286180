"""Find a household by code, name or telephone; the box stands on every screen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from doorstep.categories.queries import shown_category
from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.register.queries import search_households

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
    if len(found) == 1:
        return redirect("office:household", found[0].pk)
    context = {"query": query, "found": found[:MOST], "has_more": len(found) > MOST, "most": MOST}
    return render(request, "office/search.html", context)
