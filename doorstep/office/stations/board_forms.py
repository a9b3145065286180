"""Forms of boards and prices, and how posters are printed."""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.office.rendering import DayField
from doorstep.office.stations.stock_forms import place_name_field
from doorstep.people.choices import Language
from doorstep.people.models import live_on
from doorstep.stations.models import Station
from doorstep.stations.queries import helpers_to_ask

SIZES = (("a4", "A4"), ("a5", "A5"))
FORMATS = (("pdf", "PDF"), ("docx", "Word"))


class BoardForm(forms.Form):
    """Whom boards name, what for, how to reach them, and where each of them hangs."""

    who = forms.ChoiceField(label=pgettext_lazy("board", "Whom it names"))
    agreed_on = DayField(
        label=pgettext_lazy("board", "Of a helper: agreed on"),
        help_text=pgettext_lazy(
            "board", "A helper stands on a public board by own consent alone, which can end."
        ),
        required=False,
    )
    for_what = forms.CharField(label=pgettext_lazy("board", "For what"), max_length=150)
    reach = forms.CharField(label=pgettext_lazy("board", "How to reach them"), max_length=100)
    where = forms.CharField(
        label=pgettext_lazy("board", "Where they hang"),
        help_text=pgettext_lazy("board", "One place a line; each line becomes a board of its own."),
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    has_prices = forms.BooleanField(
        label=pgettext_lazy("board", "Show the prices of the station"), required=False
    )
    takes_requests = forms.BooleanField(
        label=pgettext_lazy("board", "One may ask for help there"), required=False, initial=True
    )

    is_place_name = place_name_field()

    def __init__(self, data: Any = None, *, station: Station, today: date) -> None:
        super().__init__(data)
        rows: dict[str, list[tuple[str, Any]]] = {
            "post": [(one.name, one) for one in station.posts.filter(live_on(today))],
            "team": [(one.name, one) for one in station.response_teams.filter(live_on(today))],
            "helper": [(one.name, one) for one in helpers_to_ask(station.place, today)],
        }
        self.named = {
            f"{kind}-{one.pk}": (kind, one) for kind, found in rows.items() for _name, one in found
        }
        words = {
            "post": pgettext_lazy("board", "Posts"),
            "team": pgettext_lazy("board", "Response teams"),
            "helper": pgettext_lazy("board", "Helpers, by own consent"),
        }
        fields: dict[str, Any] = self.fields
        fields["who"].choices = [
            (words[kind], [(f"{kind}-{one.pk}", name) for name, one in found])
            for kind, found in rows.items()
            if found
        ]

    def values(self) -> dict[str, Any]:
        """The fields as `hang_boards` takes them."""
        given = dict(self.cleaned_data)
        kind, row = self.named[given.pop("who")]
        given["where"] = [line for line in given["where"].splitlines() if line.strip()]
        if kind != "helper":
            given["agreed_on"] = None
        return given | {kind: row}


class PriceForm(forms.Form):
    """What something costs from a day on."""

    item = forms.CharField(label=pgettext_lazy("price", "What it is for"), max_length=60)
    unit = forms.CharField(
        label=pgettext_lazy("price", "For how much of it"),
        help_text=pgettext_lazy("price", "an hour, a ride, a bottle"),
        max_length=30,
    )
    yuan = forms.DecimalField(
        label=pgettext_lazy("price", "Price in yuan"),
        min_value=Decimal("0.01"),
        max_value=Decimal(1_000_000),
        decimal_places=2,
    )
    valid_from = DayField(label=pgettext_lazy("price", "Valid from"))

    def values(self) -> dict[str, Any]:
        """The fields as `set_price` takes them."""
        given = dict(self.cleaned_data)
        return given | {"fen": int(given.pop("yuan") * 100)}


def read_site(text: str) -> str:
    """An address as QR codes open it, without a path. forms.ValidationError."""
    url = _split(text.strip())
    if url is None or url.scheme not in ("http", "https") or not url.netloc or url.path.strip("/"):
        raise forms.ValidationError(
            _("Write the address as https://doorstep.example, without what comes after it.")
        )
    return f"{url.scheme}://{url.netloc}"


def _split(text: str) -> SplitResult | None:
    """The parts of an address; None for what is none."""
    try:
        return urlsplit(text)
    except ValueError:
        return None


class PosterForm(forms.Form):
    """How posters are printed: size, language, format, and the address that the QR code opens."""

    size = forms.ChoiceField(label=pgettext_lazy("poster", "Size"), choices=SIZES)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=Language.choices)
    format = forms.ChoiceField(label=pgettext_lazy("poster", "File"), choices=FORMATS)
    site = forms.CharField(
        label=pgettext_lazy("poster", "Address that phones reach"),
        help_text=pgettext_lazy("poster", "As https://doorstep.example; it stands in the QR code."),
        max_length=200,
    )

    def __init__(self, request: HttpRequest) -> None:
        here = {
            "size": "a4",
            "language": request.LANGUAGE_CODE or Language.ZH,
            "format": "pdf",
            "site": f"{request.scheme}://{request.get_host()}",
        }
        asked = {name: request.GET[name] for name in here if name in request.GET}
        super().__init__(here | asked, label_suffix="", auto_id="by-%s")

    def clean_site(self) -> str:
        """The address without a path."""
        return read_site(self.cleaned_data["site"])

    def is_here_alone(self) -> bool:
        """Whether no phone reaches the address: it is this computer's own."""
        url = _split(self.data["site"])
        return url is not None and url.hostname in ("localhost", "127.0.0.1", "::1")
