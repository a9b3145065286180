"""Words of health needs: sealed where a village's sealed fields are on, opened with a reason."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from doorstep.kit import vault
from doorstep.method.choices import NeedKind
from doorstep.needs import rules
from doorstep.needs.models import Need, Step
from doorstep.needs.queries import NeedWords, may_open_words, words_of
from doorstep.people.actions import audit
from doorstep.people.models import Account, Place
from doorstep.register.actions import clean_reason
from doorstep.register.actions import open_sealed_fields as open_fields
from doorstep.register.actions.sealing import NotLetIn
from doorstep.register.models import Household, Sealing
from doorstep.register.queries import is_sealing

BATCH = 500


def kept_words(
    household: Household | None, kind: str, text: str, on: date, *, is_sealed: bool = False
) -> dict[str, str]:
    """The columns that keep a text of a need or step: plain, or sealed under the household, as all
    words of a sealed need are."""
    if not text or household is None:
        return {"text": text}
    is_health = rules.is_health(kind) and is_sealing(household.village_id, on)
    if not (is_health or is_sealed):
        return {"text": text}
    return {"text": "", "sealed_text": vault.seal(household.pk, text)}


@transaction.atomic
def open_need_words(need: Need, *, reason: str, by: Account, on: date) -> NeedWords:
    """The sealed words of a need and of its steps; the reason goes to the trail. NotLetIn,
    ReasonForOpeningMissing."""
    reason = clean_reason(reason)
    if not may_open_words(by, need, on):
        raise NotLetIn
    audit(
        "open_need_words",
        need,
        by=by,
        on=on,
        household_id=need.household_id,
        place=need.place_id,
        detail={"reason": reason},
    )
    return words_of(need)


@transaction.atomic
def switch_on_sealed_fields(
    place: Place,
    *,
    by: Account,
    on: date,
    assessed_on: date | None,
    progress: Callable[[str], None] | None = None,
) -> Sealing:
    """Switches a village's sealed fields on and seals what stands there, all or nothing. Names
    under 14 were kept nowhere before. Raises as `register.actions.open_sealed_fields`."""
    say = progress or (lambda _text: None)
    sealing = open_fields(place, by=by, on=on, assessed_on=assessed_on)
    kinds = [kind for kind in NeedKind if rules.is_health(kind)]
    needs = Need.objects.filter(place=place, household__isnull=False, kind__in=kinds).order_by()
    steps = Step.objects.filter(need__in=needs.values("pk")).exclude(text="").order_by()
    texts: list[tuple[type[Need] | type[Step], Any]] = [
        (Need, needs.exclude(text="").values_list("pk", "household", "text")),
        (Step, steps.values_list("pk", "need__household", "text")),
    ]
    for model, rows in texts:
        waiting = list(rows)
        for done, some in enumerate(batched(waiting, BATCH), 1):
            _seal_rows(model, some)
            if len(waiting) > BATCH:
                words = _("%(done)s of %(all)s texts sealed.")
                say(words % {"done": min(done * BATCH, len(waiting)), "all": len(waiting)})
    return sealing


def reseal_words(need: Need, former_id: UUID) -> None:
    """For a need that goes over to another household: seals its words under that one's key, in the
    unsaved need and in its steps; what is sealed under that one's already stays as it is."""
    key = vault.present_keys([former_id]).get(str(former_id))
    if need.household_id is None or key is None:
        return
    rows: list[Need | Step] = [need, *need.steps.all()]
    for row in rows:
        if row.sealed_text:
            try:
                text = vault.unseal_with(key, former_id, row.sealed_text)
            except vault.SealBroken:
                continue
            row.sealed_text = vault.seal(need.household_id, text)
            row.save(update_fields=["sealed_text"])


def _seal_rows(model: type[Need] | type[Step], rows: Sequence[tuple[UUID, UUID, str]]) -> None:
    keys = vault.keys_of({household for _pk, household, _text in rows})
    sealed: list[Any] = [
        model(pk=pk, text="", sealed_text=vault.seal_with(keys[str(owner)], owner, text))
        for pk, owner, text in rows
    ]
    model._default_manager.bulk_update(sealed, ["text", "sealed_text"])
