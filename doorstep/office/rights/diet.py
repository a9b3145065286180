"""Form diet: the optional fields of the forms, what for, by whom, and when last filled in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.kit.names import name_in
from doorstep.office.doors import must_coordinate, screen, village_of
from doorstep.office.rights.frame import frame
from doorstep.rights.queries import field_uses


@screen
def form_fields(request: HttpRequest) -> HttpResponse:
    """What is proposed for removal first, then the rest by form; for the coordinator."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    rows = [
        {
            "form": use.form.name,
            "words": use.words,
            "purpose": name_in(use.purpose.names),
            "filled_by": _(", ").join(str(role.label) for role in use.form.filled_by),
            "last_on": use.last_on,
            "is_unused": use.is_unused,
        }
        for use in field_uses(village, today)
    ]
    unused = [row for row in rows if row["is_unused"]]
    context = frame(request, village, "office:form-fields") | {
        "groups": [
            (_("Not filled in for six months: to be left out?"), unused),
            (_("In use"), [row for row in rows if not row["is_unused"]]),
        ],
    }
    return render(request, "office/rights/fields.html", context)
