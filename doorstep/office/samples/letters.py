"""Letters about results, as one PDF: of the ticked samples that have some."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.office.doors import asker, screen, village_of
from doorstep.office.notices import say_refused
from doorstep.office.rounds.forms import LanguageForm
from doorstep.office.samples.frame import must_go_out, ticked
from doorstep.packs.result_letters import ResultLetter, make_result_letter, set_result_letters
from doorstep.packs.rounds import both
from doorstep.people.models import Account, Place
from doorstep.register.queries import households_seen_whole, with_head
from doorstep.rights.queries import complaints_address
from doorstep.samples.models import Sample
from doorstep.samples.queries import standings_of


@screen
def result_letters(request: HttpRequest) -> HttpResponse:
    """The letters in the chosen language; Tibetan stands beside Chinese."""
    account, today, village = asker(request), clock.today(), village_of(request)
    must_go_out(request, village)
    if not request.GET.getlist("sample"):
        say_refused(request, _("Tick the samples first."))
        return redirect("office:samples")
    samples = ticked(request, village)
    language = LanguageForm.asked(request).chosen
    with translation.override(language):
        letters = letters_of(samples, account, village, today)
        made = set_result_letters(letters) if letters else b""
    if not letters:
        say_refused(request, _("None of them has a result that you may tell yet."))
        return redirect("office:samples")
    answer = HttpResponse(made, content_type="application/pdf")
    name = f"results-{village.code}-{language}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def letters_of(
    samples: list[Sample], account: Account, village: Place, today: date
) -> list[ResultLetter]:
    """A letter for each sample with results, of a household only where the account sees it whole,
    in the language that is on."""
    seen = with_head(households_seen_whole(account, today))
    households = seen.in_bulk([one.household_id for one in samples if one.household_id])
    address = complaints_address(village, today)
    complaints = (
        both(lambda: _("Complaints, outside the team: %(address)s") % {"address": address})
        if address
        else ""
    )
    letters = []
    for standing in standings_of(samples, today):
        household = households.get(standing.sample.household_id)
        if not standing.findings or (standing.sample.household_id and household is None):
            continue
        head = getattr(household, "head_name", "") or ""
        to = " · ".join(filter(None, [head, household.code])) if household else village.name
        letters.append(
            make_result_letter(
                standing, to=to, complaints=complaints, is_invented=village.is_invented
            )
        )
    return letters
