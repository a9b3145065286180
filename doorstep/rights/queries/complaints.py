"""Where complaints go."""

from datetime import date

from doorstep.people.models import Place
from doorstep.rights.models import ComplaintsAddress


def complaints_address(place: Place, on: date) -> ComplaintsAddress | None:
    """The place's address for complaints on a day; None while nobody has written one down."""
    rows = ComplaintsAddress.objects.filter(place=place, start_on__lte=on)
    return rows.order_by("-start_on").first()
