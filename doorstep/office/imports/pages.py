"""Send a ledger, look at what it would do, apply it, and take it back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.method.choices import CategoryKind
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.imports import applying, files
from doorstep.office.imports.columns import displaced, keep_said, lines_of, read_plainly
from doorstep.office.imports.forms import ApplyForm, ColumnsForm, FileForm
from doorstep.office.imports.words import change_rows, move_rows
from doorstep.office.marks import NAMES
from doorstep.office.notices import say_done, say_refused
from doorstep.people.models import Place
from doorstep.people.queries import get_village_for, villages_for
from doorstep.register.roster import (
    NoHouseholdTable,
    Remark,
    Roster,
    Template,
    headings_of,
    place_of,
    read_roster,
    sentence_of,
    speaks_of_health,
)
from doorstep.sync.actions import preview_roster, undo_import
from doorstep.sync.models import RosterImport
from doorstep.sync.queries import (
    get_import_for,
    later_rows,
    template_of,
    touched_households,
    town_of,
)
from doorstep.sync.rules import ImportReport, last_day_of_undo

MOST_SHOWN = 200
FEW = 30  # codes told in one breath; all of them lie under a fold
SECONDS_BETWEEN = 2  # two looks at how far a large ledger is
NAMED = 8  # of those written to since an import


@screen
def imports(request: HttpRequest) -> HttpResponse:
    """The imports so far, and the way to send a ledger; who belongs to no team is led to the own
    first screen, with who imports."""
    if not villages_for(asker(request), clock.today()).exists():
        say_done(request, _("A ledger is imported by the coordinator of its village."))
        return redirect("office:this-week")
    village = village_of(request)
    must_coordinate(request, village)
    files.forget_old(clock.now().timestamp())
    is_sent = request.method == "POST"
    form = FileForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        sent = form.cleaned_data["file"]
        content = sent.read()
        try:
            _look_into(content, village)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            upload = files.keep(request, content, filename=sent.name, place=village.code)
            return redirect("office:import-preview", upload.id)
    past = RosterImport.objects.filter(place=village).select_related("by", "undone_by")
    context = {"place": village, "form": form, "imports": past}
    context["under_way"] = files.state_of(request)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "office/imports/page.html", context, status=status)


@screen
def import_preview(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """What the ledger would do; nothing is written. A POST says what headings mean."""
    if done := files.became(request, upload_id):
        return redirect("office:import", done)
    if files.was_cancelled(request, upload_id):
        return render(request, "office/imports/cancelled.html", status=410)
    try:
        upload, village = _under_way(request, upload_id)
    except files.UploadGone as refused:
        say_refused(request, str(refused))
        return redirect("office:imports")
    today = clock.today()
    template, town = template_of(village, today), town_of(village)
    plain = read_plainly(upload, template, today)
    sent = request.POST if request.method == "POST" else None
    form = ColumnsForm(sent, lines=lines_of(upload, plain), town=town.name)
    if request.method == "POST" and form.is_valid():
        said = form.said()
        files.map_columns(request, upload, {line.key: field for line, field in said.items()})
        if form.cleaned_data["keep"]:
            try:
                keep_said(said, upload, template, village, by=asker(request), on=today)
            except Refused as refused:
                say_refused(request, str(refused))
            else:
                say_done(request, _("It is kept: the next ledger with these headings is read so."))
        return redirect("office:import-preview", upload.id)
    context = {"place": village, "upload": upload, "columns_form": form, "town": town}
    try:
        context |= _preview(upload, village, template, None if upload.columns else plain)
    except Refused as refused:
        context["refused"] = str(refused)
    status = 422 if form.is_bound else 200
    return render(request, "office/imports/preview.html", context, status=status)


@screen
@require_POST
def import_apply(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Applies the ledger that was looked at, all of it or nothing; the file is deleted."""
    form, on = ApplyForm(request.POST), clock.today()
    form.is_valid()
    try:
        upload, _village = _under_way(request, upload_id)
        given = {"by": asker(request), "on": on, **form.cleaned_data}
        given["seen"] = request.POST.get("seen")
        if upload.size > applying.LARGE:
            applying.begin_applying(upload, **given)
            return redirect("office:import-progress")
        with files.claimed(upload) as content:
            report = applying.apply_upload(upload, content, **given)
    except (files.AppliedMeanwhile, files.UploadGone) as refused:
        say_refused(request, str(refused))
        return redirect("office:imports")
    except Refused as refused:
        say_refused(request, str(refused))
        return redirect("office:import-preview", upload_id)
    files.applied(request, upload.id, report.undo_id)
    undo = reverse("office:import-undo", args=[report.undo_id])
    say_done(request, _("The ledger is applied."), undo_url=undo)
    return redirect("office:import", report.undo_id)


@screen
def import_progress(request: HttpRequest) -> HttpResponse:
    """How far a large ledger is; asks again by itself, and may be left meanwhile."""
    found = files.state_of(request)
    if found is None:
        return redirect("office:imports")
    upload, state = found
    if state.refused:
        files.forget_state(upload)
        say_refused(request, state.refused)
        return redirect("office:import-preview", upload.id)
    if state.done:
        files.applied(request, upload.id, state.done)
        undo = reverse("office:import-undo", args=[state.done])
        say_done(request, _("The ledger is applied."), undo_url=undo)
        return redirect("office:import", state.done)
    village = get_village_for(asker(request), upload.place, clock.today())
    context = {"place": village, "upload": upload, "said": state.said}
    answer = render(request, "office/imports/progress.html", context)
    answer["Refresh"] = str(SECONDS_BETWEEN)
    return answer


@screen
@require_POST
def import_cancel(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Leaves it: the file is deleted, nothing was changed."""
    _under_way(request, upload_id)
    files.cancel(request, upload_id)
    say_done(request, _("The file is deleted; nothing was changed."))
    return redirect("office:imports")


@screen
def import_done(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """What an import did, and whether it can still be undone."""
    done = get_import_for(asker(request), import_id, clock.today())
    codes, names = later_rows(done) if done.undone_on is None else ([], [])
    labels: dict[str, Any] = {
        "added": _("Households added"),
        "changed_fields": _("Fields changed"),
        "removed": _("Households the ledger does not list"),
        "closed": _("Households taken off the register"),
        "members_added": _("Members added"),
        "members_removed": _("Members taken off"),
    }
    rows = touched_households(done, asker(request), clock.today())
    rows = {"added": rows["added"], "changed_fields": rows["changed"], "closed": rows["closed"]}
    counts = [(words, done.summary.get(key, 0), rows.get(key)) for key, words in labels.items()]
    later = _named([*codes, *names])
    context = {"place": done.place, "done": done, "counts": counts, "later": later}
    context |= {"today": clock.today(), "last": last_day_of_undo(done.on), "few": FEW}
    return render(request, "office/imports/done.html", context)


def _named(later: list[str]) -> str:
    """The first few, and how many in all."""
    words = _(", ").join(later[:NAMED])
    if len(later) <= NAMED:
        return words
    return _("%(some)s and others, %(count)d in all") % {"some": words, "count": len(later)}


@screen
@require_POST
def import_undo(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Puts every row back as it was."""
    done = get_import_for(asker(request), import_id, clock.today())
    try:
        rows = undo_import(done, by=asker(request), on=clock.today())
    except Refused as refused:
        say_refused(request, str(refused))
    else:
        words = ngettext(
            "The import is undone: %(n)s row is as before.",
            "The import is undone: %(n)s rows are as before.",
            rows,
        )
        say_done(request, words % {"n": rows})
    return redirect("office:import", done.pk)


def _under_way(request: HttpRequest, upload_id: UUID) -> tuple[files.Upload, Place]:
    upload = files.get_upload_for(request, upload_id)
    village = get_village_for(asker(request), upload.place, clock.today())
    must_coordinate(request, village)
    return upload, village


def _look_into(content: bytes, village: Place) -> None:
    """Whether it is a ledger, or may become one once its headings are explained. Refused."""
    on = clock.today()
    try:
        read_roster(content, template=template_of(village, on), today=on)
    except NoHouseholdTable:
        if not headings_of(content):
            raise


def _preview(
    upload: files.Upload, village: Place, template: Template, plain: Roster | None
) -> dict[str, Any]:
    on = clock.today()
    roster = plain or read_roster(
        upload.content, columns=upload.columns, template=template, today=on
    )
    report = preview_roster(roster, village.code, on=on)
    roster, diff = report.roster, report.diff
    colours = [home.category for home in roster.households]
    return {
        "roster": roster,
        "by_template": [heading for table in roster.tables for heading in table.by_template],
        "displaced": displaced(roster, upload, template),
        "diff": diff,
        "coming": diff.added if diff else roster.households,
        "in_the_way": report.in_the_way[:MOST_SHOWN],
        "added": _added(report),
        "moves": move_rows(diff)[:MOST_SHOWN] if diff else [],
        "compared_with": report.compared_with,
        "seen": report.last_import,
        "changes": change_rows(diff)[:MOST_SHOWN] if diff else [],
        "leaving": len(diff.members_leaving(diff.clearly_merged)) if diff else 0,
        "is_another": diff is not None
        and bool(diff.removed)
        and len(diff.added) == len(roster.households),
        "changes_count": len(diff.changes) + len(diff.member_changes) if diff else 0,
        "groups": len({home.group for home in roster.households if home.group}),
        "speak_of_health": sum(
            speaks_of_health(f"{home.note} {home.need_note}") for home in roster.households
        ),
        "health_needs": sum(member.has_health_need for member in roster.members),
        "colours": [
            (kind, NAMES[kind], colours.count(kind))
            for kind in CategoryKind
            if kind != CategoryKind.GREEN and kind in colours
        ],
        "errors": _told(roster.errors),
        "errors_count": len(roster.errors),
        "warnings": _told(roster.warnings),
        "warnings_count": len(roster.warnings),
        "most": MOST_SHOWN,
        "few": FEW,
        "apply_form": ApplyForm() if diff and diff.removed and not roster.rows_rejected else None,
    }


def _added(report: ImportReport) -> list[Any]:
    """The new households: without those that were here and do not come back."""
    not_back = {(code, row) for row, code, _why in report.in_the_way}
    added = report.diff.added if report.diff else ()
    return [home for home in added if (home.code, home.row) not in not_back]


def _told(remarks: tuple[Remark, ...]) -> list[tuple[str, str]]:
    return [(place_of(remark), sentence_of(remark)) for remark in remarks[:MOST_SHOWN]]
