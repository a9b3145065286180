"""Households that may be one: the list, the comparison, the merger and its undo."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from doorstep.categories.queries import live_categories
from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.needs.queries import needs_of
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do
from doorstep.office.households.changes import load, page_of
from doorstep.office.households.codes import named_by
from doorstep.office.households.facts import languages_text
from doorstep.office.notices import say_done, say_refused
from doorstep.office.wording import day_text
from doorstep.pairing.queries import pairs_of
from doorstep.people.models import Account
from doorstep.register.actions import look_at_household
from doorstep.register.choices import Relation
from doorstep.register.models import Household
from doorstep.register.queries import households_seen_whole, with_head
from doorstep.sync.actions import keep_apart, merge_households, undo_merge
from doorstep.sync.choices import Likeness, Side
from doorstep.sync.queries import (
    get_merge_for,
    later_than,
    merges_for,
    people_of_both,
    picks_of,
    reasons_for,
    suspects_at,
)
from doorstep.sync.queries.duplicates import Reason
from doorstep.sync.queries.merging import FieldPick, PeopleOfBoth
from doorstep.sync.rules import last_day_of_undo

PAGE = 50
NAMES: dict[str, Any] = {
    "group": gettext_lazy("Group"),
    "resident_count": gettext_lazy("How many live here"),
    "phone": gettext_lazy("Telephone"),
    "languages": gettext_lazy("Languages"),
    "best_time": gettext_lazy("Best time for a visit"),
    "helpers_wanted": gettext_lazy("How many helpers they ask for"),
    "ledger_registered_on": gettext_lazy("In the ledger since"),
    "review_on": gettext_lazy("Look again on"),
    "need_note": gettext_lazy("What the ledger says they need"),
    "note": gettext_lazy("Note"),
    "head": gettext_lazy("Head (contact person)"),
}

BOTH_HELP = gettext_lazy("Both together unless you choose otherwise; who is in both counts once.")


class PicksForm(forms.Form):
    """Whose value holds, for each field in which the two differ."""

    def __init__(
        self, *args: Any, picks: list[FieldPick], kept: str, gone: str, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        for pick in picks:
            self.fields[pick.name] = forms.ChoiceField(
                label=NAMES[pick.name],
                help_text="" if pick.both is None else BOTH_HELP,
                choices=list(_sides(pick, kept, gone)),
                initial=pick.default,
                widget=forms.RadioSelect(attrs={"class": "long"}),
            )


def _sides(pick: FieldPick, kept: str, gone: str) -> Iterator[tuple[Side, str]]:
    if pick.both is not None:
        yield Side.BOTH, f"{Side.BOTH.label} · {_shown(pick.both)}"
    yield Side.KEPT, f"{kept} · {_shown(pick.kept)}"
    yield Side.GONE, f"{gone} · {_shown(pick.gone)}"


class OtherForm(forms.Form):
    """The other household, by its code."""

    code = forms.CharField(label=gettext_lazy("Code of the other household"), max_length=40)


@screen
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs that may be one household, with the reasons; and what was merged so far."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    found = suspects_at(village, today)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    merged = merges_for(asker(request), today).filter(kept__village=village)
    context = {
        "place": village,
        "page": page,
        "rows": [(one, [reason_text(why) for why in one.reasons]) for one in page.object_list],
        "merged": merged[:PAGE],
    }
    return render(request, "office/households/duplicates.html", context)


@screen
def merge(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Two households beside each other (`?with=` a code), and the merger of the other into this."""
    household, today, account = load(request, household_id), clock.today(), asker(request)
    code = request.POST.get("with") or request.GET.get("with") or request.GET.get("code") or ""
    other = _other(account, household, code, today)
    if other is None:
        return _ask_for_code(request, household, code)
    people = people_of_both(other, household)
    picks = [*picks_of(other, household, people), *_head_pick(people, household)]
    codes = {"kept": household.code, "gone": other.code}
    sent = request.POST if request.method == "POST" else None
    form = PicksForm(sent, picks=picks, **codes)
    if request.method == "POST" and form.is_valid():
        try:
            done = merge_households(other, household, picks=form.cleaned_data, by=account, on=today)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            undo = reverse("office:merge-undo", args=[done.pk])
            say_done(request, _("The two households are one."), undo_url=undo)
            return redirect(page_of(household))
    for one in (household, other):
        look_at_household(one, by=account, on=today)
    context = {
        "place": household.village,
        "household": household,
        "other": other,
        "form": form,
        "people": people,
        "reasons": [reason_text(why) for why in reasons_for(household, other, today)],
        "lines": _lines(account, other, household, today),
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/households/merge.html", context, status=status)


@screen
@require_POST
def apart(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Two households are not the same; they are not suggested again."""
    household, today, account = load(request, household_id), clock.today(), asker(request)
    other = _other(account, household, request.POST.get("with", ""), today)
    if other is None:
        say_refused(request, _("There is no other household of this code on the register."))
        return redirect("office:duplicates")
    return do(
        request,
        lambda: keep_apart(household, other, by=account, on=today),
        done=_("They stay two households and are not suggested again."),
        back=reverse("office:duplicates"),
    )


@screen
def merged(request: HttpRequest, merge_id: UUID) -> HttpResponse:
    """What was merged, and whether it can still be taken apart."""
    today = clock.today()
    done = get_merge_for(asker(request), merge_id, today)
    context = {
        "place": done.kept.village,
        "done": done,
        "today": today,
        "last": last_day_of_undo(done.on),
        "later": later_than(done) if done.undone_on is None else [],
    }
    return render(request, "office/households/merged.html", context)


@screen
@require_POST
def merge_undo(request: HttpRequest, merge_id: UUID) -> HttpResponse:
    """Takes two merged households apart again."""
    account, today = asker(request), clock.today()
    done = get_merge_for(account, merge_id, today)
    return do(
        request,
        lambda: undo_merge(done, by=account, on=today),
        done=_("They are two households again; every row is as before."),
        back=reverse("office:merged", args=[done.pk]),
    )


def reason_text(reason: Reason) -> str:
    """Why two households may be one, in a sentence."""
    said = {"text": reason.text, "born": reason.born}
    if reason.likeness == Likeness.PHONE:
        return _("Both have the telephone %(text)s.") % said
    if reason.likeness == Likeness.HEADS:
        return _("Both heads are called %(text)s, born %(born)s, in one group.") % said
    return _("%(text)s, born %(born)s, is in both.") % said


def _other(account: Account, household: Household, code: str, on: date) -> Household | None:
    """An active household of the same village by its code; None for the same, and for none."""
    seen = with_head(households_seen_whole(account, on).active_on(on))
    rows = seen.filter(village=household.village_id).select_related("village", "group")
    found = named_by(rows, code)
    return None if found == household else found


def _ask_for_code(request: HttpRequest, household: Household, code: str) -> HttpResponse:
    form = OtherForm({"code": code} if code else None)
    if code:
        form.add_error("code", _("There is no other household of this code on the register."))
    context = {
        "place": household.village,
        "household": household,
        "form": form,
    }
    status = 422 if code else 200
    return render(request, "office/households/merge_with.html", context, status=status)


def _head_pick(people: PeopleOfBoth, kept: Household) -> list[FieldPick]:
    """Whose head is the head, where they are two persons."""
    heads = {
        former.name: now.name if (now := dict(people.matched).get(former)) else ""
        for former in [*(pair[0] for pair in people.matched), *people.moved]
        if former.relation == Relation.HEAD
    }
    present = kept.members.filter(relation=Relation.HEAD, left_on=None).first()
    for name, matched in heads.items():
        if present is None or matched != present.name:
            return [FieldPick("head", present.name if present else "", name, Side.KEPT)]
    return []


def _lines(account: Account, gone: Household, kept: Household, on: date) -> list[str]:
    """What goes over, in sentences; of needs only those the account may see."""
    needs = [need for need in needs_of(account, gone, on) if need.closed_on is None]
    lines = [_("Open needs that go over: %(n)s") % {"n": len(needs)}]
    here = {pair.helper_id for pair in pairs_of(kept, on)}
    room = max(0, 3 - len(here))
    coming = [pair.helper.name for pair in pairs_of(gone, on) if pair.helper_id not in here]
    if coming[:room]:
        lines.append(_("Helpers who go there too: %(names)s") % {"names": "、".join(coming[:room])})
    if coming[room:]:
        ends = _("Helpers whose pair ends, three go there already: %(names)s")
        lines.append(ends % {"names": "、".join(coming[room:])})
    running = {one.kind for one in live_categories(kept, on)}
    kinds = [one for one in live_categories(gone, on) if one.kind not in running]
    lines.append(_("Categories that run on: %(n)s") % {"n": len(kinds)})
    return lines


def _shown(value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, list):
        return languages_text(value)
    return str(value)
