"""The door without a login: what a contact board says, and asking for help there for oneself.

It needs no session and keeps none; its one cookie is the token against forged forms. What is asked
goes to the station alone, and to no household.
"""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext_noop, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.office.entry.links import tells_no_address
from doorstep.office.stations.counter_forms import KindChoices
from doorstep.office.stations.limits import MINUTES, may_ask
from doorstep.packs.rounds import both
from doorstep.people.actions import system_account
from doorstep.people.choices import Language
from doorstep.stations.actions import ask_for_help
from doorstep.stations.choices import Source
from doorstep.stations.models import HelpKind
from doorstep.stations.queries import PublicBoard, find_board, help_kinds, is_staffed_at
from doorstep.stations.rules import kind_name

TOO_MANY = 429
VIOLENCE = gettext_noop(
    "Nothing of this was kept: violence or fear is not told on this page. In danger call 110 now, "
    "or call the number above."
)


class AskForm(forms.Form):
    """What, where, how to reach you: for oneself, without a name."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=pgettext_lazy("help request", "What do you need?"), widget=KindChoices
    )
    has_violence = forms.BooleanField(
        label=pgettext_lazy("help request", "There is violence or fear"), required=False
    )
    where = forms.CharField(
        label=pgettext_lazy("help request", "Where are you?"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reach = forms.CharField(
        label=pgettext_lazy("help request", "How do we reach you?"),
        help_text=pgettext_lazy(
            "help request", "A phone number, or what your car looks like. No identity number."
        ),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )

    def __init__(self, data: Any = None, *, kinds: list[HelpKind], where: str) -> None:
        super().__init__(data, initial={"id": uuid4(), "where": where}, label_suffix="")
        self.kinds = {str(kind.pk): kind for kind in kinds}
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [(key, told(kind)) for key, kind in self.kinds.items()]
        fields["kind"].widget.attrs["class"] = "long"
        fields["kind"].widget.disputes = frozenset(
            key for key, kind in self.kinds.items() if kind.is_dispute
        )
        for field in fields.values():
            field.label = both(lambda text=field.label: text)
            field.help_text = both(lambda text=field.help_text: text)

    def clean(self) -> dict[str, Any]:
        """Violence or fear is kept nowhere here, whatever kind was chosen."""
        values = super().clean() or {}
        if values.get("has_violence"):
            self.add_error("has_violence", both(lambda: _(VIOLENCE)))
        return values


def told(kind: HelpKind) -> str:
    """A kind of help as the page writes it: draft Tibetan never alone."""
    name = kind_name(kind)
    if get_language() != Language.BO:
        return name
    chinese = kind_name(kind, Language.ZH)
    return name if name == chinese else f"{name} {chinese}"


@login_not_required
@never_cache
@tells_no_address
def board(request: HttpRequest, board_code: str) -> HttpResponse:
    """What the board says; where it takes requests, one short form, a few times from one place."""
    with translation.override(_language(request)):
        try:
            shown = find_board(board_code, clock.today())
        except NotVisible:
            return render(request, "office/stations/no_board.html", status=404)
        return _answer(request, shown)


def _answer(request: HttpRequest, shown: PublicBoard) -> HttpResponse:
    today, status = clock.today(), 200
    kinds = help_kinds(shown.station.place, today) if shown.takes_requests else []
    form = AskForm(request.POST or None, kinds=kinds, where=shown.where)
    if request.method == "POST" and not shown.takes_requests:
        status = 404
    elif request.method == "POST":
        status = 422
        if form.is_valid():
            if not may_ask(request, shown.station.pk, today.isoformat()):
                status = TOO_MANY
                form.add_error(None, _too_many(shown))
            elif _ask(shown, form):
                return HttpResponseRedirect(f"{request.path}?language={get_language()}&sent=yes")
    local = clock.now().astimezone(timezone.get_default_timezone())
    context = {
        "board": shown,
        "is_staffed": is_staffed_at(shown.station, local),
        "place": shown.station.place,
        "form": form,
        "is_sent": "sent" in request.GET and request.method == "GET",
        "languages": [(code, name) for code, name in Language.choices],
    }
    return render(request, "office/stations/public.html", context, status=status)


def _ask(shown: PublicBoard, form: AskForm) -> bool:
    """Whether the request was recorded; else the form says why not."""
    given = dict(form.cleaned_data)
    kind = form.kinds[given.pop("kind")]
    try:
        ask_for_help(
            shown.station,
            kind,
            source=Source.BOARD,
            at=clock.now(),
            by=system_account(),
            on=clock.today(),
            **given,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _too_many(shown: PublicBoard) -> str:
    return _(
        "Several requests came from here within %(minutes)s minutes; they are with the station. "
        "Call instead: %(reach)s"
    ) % {"minutes": MINUTES, "reach": shown.reach}


def _language(request: HttpRequest) -> str:
    """What the page's own links choose, else what is on."""
    asked = request.GET.get("language", "")
    known = {code for code, _name in settings.LANGUAGES}
    return asked if asked in known else get_language() or Language.ZH.value
