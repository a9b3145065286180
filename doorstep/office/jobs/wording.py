"""Words of offers and wishes for the screens."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.jobs.choices import Craft, WagePer
from doorstep.jobs.models import JobOffer
from doorstep.kit.money import money_text
from doorstep.needs.choices import PlacementKind


def wage_words(offer: JobOffer) -> str:
    """¥200.00 a day; to be agreed where none was told."""
    if offer.wage is None:
        return pgettext("wage", "to be agreed")
    amount = money_text(offer.wage)
    if offer.wage_most is not None:
        amount = f"{amount}–{money_text(offer.wage_most)}"
    return _("%(amount)s %(per)s") % {"amount": amount, "per": WagePer(offer.wage_per).label}


def craft_words(crafts: Iterable[str]) -> str:
    """Crafts by name; "" for none."""
    return _(", ").join(str(Craft(one).label) for one in crafts)


def kind_words(kinds: Iterable[str]) -> str:
    """Kinds of work by name; any where none is named."""
    named = [str(PlacementKind(one).label) for one in kinds]
    return _(", ").join(named) or pgettext("job wish", "any")
