"""The certificate of a star, or the answer in writing, as PDF."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import screen
from doorstep.office.rounds.forms import LanguageForm
from doorstep.office.stars.doors import name_of, of_account
from doorstep.packs.rounds import both
from doorstep.packs.star_letters import make_star_letter, set_star_letters
from doorstep.rights.queries import complaints_address


@screen
def star_letter(request: HttpRequest, star_application_id: UUID) -> HttpResponse:
    """The letter in the chosen language; Tibetan stands beside Chinese."""
    found = of_account(request, star_application_id)
    if found.decided_on is None:
        raise NotVisible
    address = complaints_address(found.place, clock.today())
    language = LanguageForm.asked(request).chosen
    with translation.override(language):
        complaints = (
            both(lambda: _("Complaints, outside the team: %(address)s") % {"address": address})
            if address
            else ""
        )
        letter = make_star_letter(
            found, to=name_of(found), complaints=complaints, is_invented=found.place.is_invented
        )
        made = set_star_letters([letter])
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="star-{language}.pdf"'
    return answer
