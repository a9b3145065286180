"""What is written about an incident: a letter to each household, the notice to the authority."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from doorstep.office.wording import counted_text, day_text
from doorstep.packs.letters import Letter
from doorstep.people.choices import Language
from doorstep.register.models import Household
from doorstep.rights.models import ComplaintsAddress, Incident
from doorstep.rights.queries import complaints_address, households_of

SCREENS = {"bo": Language.BO, "zh": Language.ZH}


def letters_of(incident: Incident, today: date) -> list[Letter]:
    """A letter to each household concerned, in the first of its languages that screens know; draft
    Tibetan stands beside the Chinese."""
    address = complaints_address(incident.place, today)
    return [_letter(incident, household, address, today) for household in households_of(incident)]


def _letter(
    incident: Incident, household: Household, address: ComplaintsAddress | None, today: date
) -> Letter:
    spoken = [SCREENS[code] for code in household.languages if code in SCREENS]
    with translation.override(spoken[0] if spoken else translation.get_language()):
        return Letter(
            heading=_beside(lambda: _("A letter about the data we keep of your household")),
            address=_address(household),
            parts=tuple(_parts(incident, address)),
            signature=f"{incident.place.name} · {_beside(lambda: day_text(today))}",
        )


def _beside(say: Callable[[], str]) -> str:
    """What it says in the reader's language; draft Tibetan with the Chinese after it."""
    text = say()
    if translation.get_language() != Language.BO:
        return text
    with translation.override(Language.ZH):
        chinese = say()
    return text if text == chinese else f"{text} {chinese}"


def _address(household: Household) -> str:
    head = getattr(household, "head_name", "") or ""
    group = household.group.name if household.group else ""
    return " · ".join(filter(None, [head, household.code, group]))


def _parts(
    incident: Incident, address: ComplaintsAddress | None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "", (_beside(_sorry),)
    yield _beside(lambda: _("What happened")), (incident.what, _beside(lambda: _noticed(incident)))
    yield _beside(lambda: _("Which data")), (incident.data or _beside(_not_yet),)
    yield _beside(lambda: _("What may come of it")), (incident.harm or _beside(_not_yet),)
    yield _beside(lambda: _("What we did about it")), (incident.measures or _beside(_not_yet),)
    yield _beside(lambda: _("What you can do")), (incident.advice or _beside(_not_yet),)
    yield _beside(lambda: _("Whom you can ask")), tuple(_whom(incident, address))


def _sorry() -> str:
    return _(
        "Data about your household were, or may have been, seen, changed or lost by mistake. "
        "We are sorry. You have done nothing wrong, and your help goes on as before."
    )


def _not_yet() -> str:
    return _("not known yet")


def _noticed(incident: Incident) -> str:
    return _("Noticed on %(day)s") % {"day": day_text(incident.noticed_on)}


def _whom(incident: Incident, address: ComplaintsAddress | None) -> Iterable[str]:
    yield incident.contact or _beside(_not_yet)
    if address is not None:
        yield _beside(lambda: _("Complaints, outside the team: %(address)s") % {"address": address})


def notice_to_authority(incident: Incident, today: date) -> Letter:
    """What PIPL, article 57 asks for; it names no household."""
    count = incident.concerned.count() + incident.others_count
    happened = incident.happened_on
    when = _("It happened on %(day)s.") % {"day": day_text(happened)} if happened else ""
    noticed = _noticed(incident)
    told = incident.households_told_on
    if told:
        letters = _("They were told by letter on %(day)s.") % {"day": day_text(told)}
    elif incident.no_letters_because:
        why = incident.no_letters_because
        letters = _("They are not told by letter, because: %(why)s") % {"why": why}
    else:
        letters = _("They will be told by letter.")
    return Letter(
        heading=_("Notice of an incident with personal data"),
        address=_("To the authority for the protection of personal data"),
        parts=(
            (_("What happened"), tuple(filter(None, [incident.what, when, noticed]))),
            (_("Cause"), (incident.cause or _not_yet(),)),
            (_("Which data"), (incident.data or _not_yet(),)),
            (_("How many households"), (counted_text(count, "household"), letters)),
            (_("What may come of it"), (incident.harm or _not_yet(),)),
            (_("What we did about it"), (incident.measures or _not_yet(),)),
            (_("What a household can do"), (incident.advice or _not_yet(),)),
            (_("Whom you can ask"), (incident.contact or _not_yet(),)),
        ),
        signature=f"{incident.place.name} · {day_text(today)}",
    )
