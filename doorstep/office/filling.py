"""Forms on a page of their own, and single acts: one action each, and a way back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from doorstep.kit.errors import Refused
from doorstep.office.notices import say_done, say_refused

Trail = list[tuple[str, str]]  # (words, url) of the pages above


def fill(
    request: HttpRequest,
    form: forms.Form,
    save: Callable[[dict[str, Any]], Any],
    *,
    heading: str,
    act: str,
    done: str,
    back: str,
    trail: Trail,
    **more: Any,
) -> HttpResponse:
    """Shows a form, or saves it and goes back; what is refused is said in the form, which keeps
    what was typed. `more`: place, sub, lead, `beside` (words, url) for the
    pages next to this one, and `ending` for what is done in two presses."""
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                save(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, done)
            return redirect(back)
    context = {"form": form, "heading": heading, "act": act, "back": back, "steps": trail, **more}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "office/fill.html", context, status=status)


def do(request: HttpRequest, save: Callable[[], Any], *, done: str, back: str) -> HttpResponse:
    """Does one thing and goes back, to the form's `next` where it stays inside; what is refused is
    said there."""
    try:
        with transaction.atomic():
            save()
    except Refused as refused:
        say_refused(request, str(refused))
    else:
        say_done(request, done)
    return HttpResponseRedirect(way_back(request, back))


def way_back(request: HttpRequest, back: str) -> str:
    """The form's own `next` where it stays inside, else `back`."""
    asked = request.POST.get("next", "")
    is_inside = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if is_inside else back
