"""The address for complaints: outside the team, from a day on."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.text import printable
from doorstep.people.actions import audit
from doorstep.people.choices import Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import helpers_at, holders_of
from doorstep.rights.models import ComplaintsAddress


class ComplaintsAddressBare(Refused):
    message = _("Say who answers complaints, and where they are or by which number they answer.")


class ComplaintsReachTeam(Refused):
    message = _(
        "“%(text)s” is somebody of the team. Complaints go to somebody outside of it: the "
        "township, the county, a lawyer of the legal aid station."
    )


@transaction.atomic
def put_complaints_address(
    place: Place, *, office: str, where: str, phone: str, by: Account, on: date
) -> ComplaintsAddress:
    """Says where complaints go from that day on; twice on a day, the later holds.
    ComplaintsAddressBare, ComplaintsReachTeam."""
    said = {"office": office, "where": where, "phone": phone}
    said = {name: printable(text).strip() for name, text in said.items()}
    if not said["office"] or not (said["where"] or said["phone"]):
        raise ComplaintsAddressBare
    _guard_outside(place, said, on)
    address, _made = ComplaintsAddress.objects.update_or_create(
        place=place, start_on=on, defaults=said | {"by": by}
    )
    audit("put_complaints_address", address, by=by, on=on, place=place)
    return address


def _guard_outside(place: Place, said: dict[str, str], on: date) -> None:
    """ComplaintsReachTeam where the words are the name or the number of somebody of the team."""
    team = helpers_at(place, on)
    if team.filter(name=said["office"]).exists():
        raise ComplaintsReachTeam(text=said["office"])
    if said["phone"] and team.filter(phone=said["phone"]).exists():
        raise ComplaintsReachTeam(text=said["phone"])
    named = Q(name=said["office"]) | Q(login=said["office"])
    if holders_of(Role.COORDINATOR, place, on).filter(named).exists():
        raise ComplaintsReachTeam(text=said["office"])
