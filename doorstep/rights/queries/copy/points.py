"""The reader's own points: what was given, what was swapped, what was disputed."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.points.models import Award, Dispute, Swap
from doorstep.points.rules import lapse_day
from doorstep.register.models import Consent
from doorstep.rights.queries.copy.value import Cell, Part
from doorstep.rights.queries.readers import Reading


def _words(reading: Reading) -> QuerySet[Consent]:
    """Each person's points are that person's alone: another adult of the household reads none."""
    rows = Consent.objects.filter(household=reading.household, withdrawn_on=None)
    own = [one.pk for one in rows if one.member_id and reading.is_own(one.member_id)]
    return rows.filter(pk__in=own)


def _awards(reading: Reading) -> Iterable[Sequence[Cell]]:
    rows = Award.objects.filter(consent__in=_words(reading)).select_related(
        "rule__card", "activity", "deed__unit__campaign", "by", "consent__member"
    )
    for one in rows.order_by("on", "pk"):
        cause = one.activity.title if one.activity else ""
        if one.deed is not None:
            cause = one.deed.unit.campaign.title
        yield (
            one.on,
            one.consent.member.name if one.consent and one.consent.member else "",
            one.rule.text,
            str(one.rule.points),
            " · ".join(filter(None, (cause, one.words))),
            one.by.name,
            lapse_day(one.on, one.rule.card.lapse_months),
            one.taken_back_on,
        )


def _swaps(reading: Reading) -> Iterable[Sequence[Cell]]:
    rows = Swap.objects.filter(consent__in=_words(reading)).select_related(
        "price__item", "by", "consent__member"
    )
    for one in rows.order_by("on", "pk"):
        yield (
            one.on,
            one.consent.member.name if one.consent and one.consent.member else "",
            f"{one.quantity} {one.price.item.unit} {one.price.item.name}",
            str(one.points),
            str(one.get_signed_display()),
            one.by.name,
            one.undone_on,
            one.undone_why,
        )


def _disputes(reading: Reading) -> Iterable[Sequence[Cell]]:
    rows = Dispute.objects.filter(consent__in=_words(reading)).select_related(
        "award__rule", "answered_by", "consent__member"
    )
    for one in rows.order_by("made_on", "pk"):
        yield (
            one.made_on,
            one.consent.member.name if one.consent and one.consent.member else "",
            one.award.rule.text if one.award else "",
            one.text,
            one.due_on,
            str(one.get_outcome_display()) if one.outcome else "",
            one.answer,
            one.answered_by.name if one.answered_by else "",
            one.answered_on,
        )


PARTS = (
    Part(
        "points",
        gettext_lazy("Points given"),
        (Award,),
        (
            ("on", gettext_lazy("Day")),
            ("member", gettext_lazy("Whom it concerns")),
            ("rule", pgettext_lazy("points", "Rule")),
            ("points", gettext_lazy("Points")),
            ("cause", pgettext_lazy("points", "What it was for")),
            ("by", gettext_lazy("Given by")),
            ("lapses_on", gettext_lazy("Lapses on")),
            ("taken_back_on", gettext_lazy("Taken back on")),
        ),
        _awards,
    ),
    Part(
        "swaps",
        gettext_lazy("Swaps for points"),
        (Swap,),
        (
            ("on", gettext_lazy("Day")),
            ("member", gettext_lazy("Whom it concerns")),
            ("goods", pgettext_lazy("shop", "Goods")),
            ("points", gettext_lazy("Points")),
            ("signed", gettext_lazy("Signed for")),
            ("by", gettext_lazy("Handed out by")),
            ("undone_on", gettext_lazy("Taken back on")),
            ("why", gettext_lazy("Reason")),
        ),
        _swaps,
    ),
    Part(
        "point_disputes",
        gettext_lazy("Disputes about points"),
        (Dispute,),
        (
            ("made_on", pgettext_lazy("dispute", "Said on")),
            ("member", gettext_lazy("Whom it concerns")),
            ("award", gettext_lazy("About which award")),
            ("text", pgettext_lazy("dispute", "What the person says")),
            ("due_on", gettext_lazy("Answer by")),
            ("outcome", pgettext_lazy("dispute", "Answer")),
            ("answer", pgettext_lazy("dispute", "Answer in writing")),
            ("answered_by", gettext_lazy("Answered by")),
            ("answered_on", gettext_lazy("Answered on")),
        ),
        _disputes,
    ),
)
