"""What people are told before they agree: versions, on paper to sign, and who is told again."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.kit import clock
from doorstep.kit.names import LANGUAGES
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import fill
from doorstep.office.rights.consent_forms import ConsentTextForm
from doorstep.register.actions import publish_consent_text
from doorstep.register.choices import ConsentPurpose
from doorstep.register.queries import (
    consent_text_on,
    get_consent_text_for,
    shipped_consent_text,
    to_tell_again,
)

PAGE = 50


@screen
def texts(request: HttpRequest) -> HttpResponse:
    """The text that holds for each purpose, the earlier ones, and who agreed to an earlier one."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    rows = list(village.consent_texts.select_related("published_by").order_by("-number"))
    context = {
        "place": village,
        "purposes": [
            (purpose, [one for one in rows if one.purpose == purpose]) for purpose in ConsentPurpose
        ],
        "page": Paginator(to_tell_again(village, today), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "office/rights/texts.html", context)


@screen
def text_new(request: HttpRequest, purpose: str) -> HttpResponse:
    """The next version; it begins from the last one, or from the words that are shipped."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    if purpose not in ConsentPurpose.values:
        raise Http404
    last = consent_text_on(village, purpose, today)
    first = last.texts if last else shipped_consent_text(purpose)
    form = ConsentTextForm(
        request.POST if request.method == "POST" else None,
        initial={
            "zh": first.get("zh-hans", ""),
            "bo": first.get("bo", ""),
            "en": first.get("en", ""),
            "from_on": today,
        },
    )
    return fill(
        request,
        form,
        lambda _values: publish_consent_text(
            village, purpose=purpose, by=asker(request), on=today, **form.values()
        ),
        heading=_("Publish a text of consent"),
        sub=str(ConsentPurpose(purpose).label),
        lead=_(
            "A published text never changes. Who agreed to an earlier one stands on the list of "
            "those to be told again; their service goes on all the while."
        ),
        act=_("Publish the text"),
        done=_("The text is published. Print it, and read it to those who are asked."),
        back=reverse("office:consent-texts"),
        trail=[
            (pgettext("menu", "Rights"), reverse("office:rights")),
            (_("Texts of consent"), reverse("office:consent-texts")),
        ],
        place=village,
    )


@screen
def text_print(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """A text on paper in its languages, with lines to sign or for a thumb."""
    text = get_consent_text_for(asker(request), text_id, clock.today())
    said = [(language, text.texts[language]) for language in LANGUAGES if text.texts.get(language)]
    context = {"place": text.place, "text": text, "said": said}
    return render(request, "office/rights/text.html", context)
