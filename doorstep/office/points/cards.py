"""A card of rules: drafted, voted, hung up, printed."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.meetings.models import Decision
from doorstep.office.doors import asker, must_coordinate, screen
from doorstep.office.filling import do, fill
from doorstep.office.notices import say_refused
from doorstep.office.points.forms import RuleForm, ShowForm, TimesForm, VoteForm
from doorstep.office.points.frame import above_points, beside_card, card_name, own_card, own_scheme
from doorstep.office.rounds.forms import LanguageForm
from doorstep.packs.points_papers import print_rule_card, set_rule_card
from doorstep.people.choices import Role
from doorstep.people.queries import has_role
from doorstep.points import actions
from doorstep.points.queries import get_card_for, get_point_rule_for, votes_at

SHOWN_VOTES = 30


@screen
def rule_card(request: HttpRequest, rule_card_id: UUID) -> HttpResponse:
    """A version of the rules, with what comes next: rules, vote, hanging up, paper."""
    account, today = asker(request), clock.today()
    card = get_card_for(account, rule_card_id, today)
    coordinates = has_role(account, Role.COORDINATOR, card.scheme.place, today)
    runs = card.scheme.ended_on is None or card.scheme.ended_on > today
    context = {
        "place": card.scheme.place,
        "card": card,
        "heading": card_name(card),
        "rules": card.rules.all(),
        "steps": above_points(),
        "coordinates": coordinates,
        "drafts": coordinates and runs and card.voted_on is None,
        "shows": coordinates and runs and card.voted_on is not None and card.shown_on is None,
        "others": card.scheme.cards.exclude(pk=card.pk),
        "language_form": LanguageForm.asked(request),
    }
    return render(request, "office/points/card.html", context)


@screen
@require_POST
def rules_draft(request: HttpRequest) -> HttpResponse:
    """A new card that begins with the rules of the last one."""
    scheme, account, today = own_scheme(request), asker(request), clock.today()
    try:
        card = actions.draft_rules(scheme, by=account, on=today)
    except Refused as refused:
        say_refused(request, str(refused))
        return redirect("office:points")
    return redirect("office:rule-card", card.pk)


@screen
def rule_card_times(request: HttpRequest, rule_card_id: UUID) -> HttpResponse:
    """After how many months an award lapses, and when a dispute is answered."""
    card, account, today = own_card(request, rule_card_id), asker(request), clock.today()
    initial = {"lapse_months": card.lapse_months, "answer_days": card.answer_days}
    return fill(
        request,
        TimesForm(request.POST or None, initial=initial),
        lambda given: actions.set_times(card, by=account, on=today, **given),
        heading=_("Times of these rules"),
        act=_("Save the changes"),
        done=_("The times are changed."),
        **beside_card(card),
    )


@screen
def point_rule_new(request: HttpRequest, rule_card_id: UUID) -> HttpResponse:
    """A rule on a draft."""
    card, account, today = own_card(request, rule_card_id), asker(request), clock.today()
    return fill(
        request,
        RuleForm(request.POST or None, initial={"per": "month"}),
        lambda given: actions.add_point_rule(card, by=account, on=today, **given),
        heading=_("Add a rule"),
        lead=_(
            "A rule gives points for something done together. It takes none off, and speaks of no "
            "belief, no petition, no complaint, no favour and no rank."
        ),
        act=_("Add the rule"),
        done=_("The rule stands on the draft."),
        **beside_card(card),
    )


@screen
@require_POST
def point_rule_drop(request: HttpRequest, point_rule_id: UUID) -> HttpResponse:
    """Takes a rule off a draft."""
    account, today = asker(request), clock.today()
    rule = get_point_rule_for(account, point_rule_id, today)
    return do(
        request,
        lambda: actions.drop_point_rule(rule, by=account, on=today),
        done=_("The rule is off the draft."),
        back=beside_card(rule.card)["back"],
    )


@screen
def rule_card_vote(request: HttpRequest, rule_card_id: UUID) -> HttpResponse:
    """By which decision of a meeting the rules were voted."""
    card, account, today = own_card(request, rule_card_id), asker(request), clock.today()
    votes = votes_at(card.scheme.place, today)
    latest = list(votes.values_list("pk", flat=True)[:SHOWN_VOTES])
    form = VoteForm(request.POST or None, votes=votes.filter(pk__in=latest))

    def save(given: dict[str, Any]) -> None:
        decision: Decision = given["decision"]
        actions.vote_rules(card, decision, by=account, on=today)

    return fill(
        request,
        form,
        save,
        heading=_("The rules were voted"),
        lead=""
        if latest
        else _("No decision of a meeting is on record. Record the meeting and its decision first."),
        act=_("Note the vote"),
        done=_("The vote is noted. Print the card and hang it up."),
        **beside_card(card),
    )


@screen
def rule_card_show(request: HttpRequest, rule_card_id: UUID) -> HttpResponse:
    """Since when the rules hang, and where."""
    card, account, today = own_card(request, rule_card_id), asker(request), clock.today()
    return fill(
        request,
        ShowForm(request.POST or None, initial={"shown_on": today}),
        lambda given: actions.show_rules(card, by=account, on=today, **given),
        heading=_("The rules hang"),
        act=_("Note it"),
        done=_("The rules hold from that day on."),
        **beside_card(card),
    )


@screen
def rule_card_pdf(request: HttpRequest, rule_card_id: UUID) -> HttpResponse:
    """The card as it is hung up, in the chosen language."""
    card = get_card_for(asker(request), rule_card_id, clock.today())
    must_coordinate(request, card.scheme.place)
    language = LanguageForm.asked(request).chosen
    with translation.override(language):
        made = set_rule_card(print_rule_card(card))
    answer = HttpResponse(made, content_type="application/pdf")
    name = f"rules-{card.number}-{language}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
