"""Closed lists of stations. Short words carry a context: other rooms use them otherwise."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class ResponseKind(TextChoices):
    """What a response team goes out for."""

    SNOW_ICE = "snow_ice", pgettext_lazy("response team", "clearing snow and ice")
    TENTS = "tents", pgettext_lazy("response team", "moving tents")
    STUCK_CARS = "stuck_cars", pgettext_lazy("response team", "freeing stuck cars")
    FAIR_PRICES = "fair_prices", pgettext_lazy("response team", "fair prices")
    OTHER = "other", pgettext_lazy("response team", "other help")
