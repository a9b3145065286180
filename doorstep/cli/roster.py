"""`doorstep import-roster`, `undo-import`, `export-roster`."""

import argparse
import gc
import hashlib
from typing import Any

from doorstep.cli.output import print_json, say
from doorstep.cli.reading import path_of


def add_commands(commands: Any) -> None:
    """Adds the commands of this family."""
    coming = commands.add_parser("import-roster", help="import a ledger, or preview it")
    coming.add_argument("file", type=path_of)
    coming.add_argument("--place", required=True, metavar="CODE")
    coming.add_argument("--dry-run", action="store_true", help="only say what would change")
    coming.add_argument("--by", default="system", metavar="ACCOUNT")
    coming.add_argument("--name", default="", help="name of a place that is made")
    coming.add_argument(
        "--close-missing",
        action="store_true",
        help="take households off the register that the ledger does not list any more",
    )
    coming.add_argument(
        "--column",
        action="append",
        default=[],
        type=_column,
        metavar="HEADING=FIELD",
        help="say what a column means; an empty FIELD leaves it out",
    )
    coming.set_defaults(run=run_import)
    back = commands.add_parser("undo-import", help="put every row back as before an import")
    back.add_argument("id", help="the undo_id that import-roster printed")
    back.add_argument("--by", default="system", metavar="ACCOUNT")
    back.set_defaults(run=run_undo)
    out = commands.add_parser("export-roster", help="write the ledger to a workbook")
    out.add_argument("--place", required=True, metavar="CODE")
    out.add_argument("--out", required=True, type=path_of, metavar="FILE")
    out.add_argument("--by", required=True, metavar="ACCOUNT")
    out.add_argument("--released-by", required=True, metavar="ACCOUNT", help="somebody else")
    out.add_argument("--reason", required=True, help="printed in the file")
    out.set_defaults(run=run_export)
    for parser in (coming, back, out):
        parser.add_argument("--json", action="store_true")


def run_import(arguments: argparse.Namespace) -> int:
    """Prints the names and shapes of the samples' expected.json, plus undo_id and place_created;
    3 where rows were rejected."""
    from django.utils.translation import gettext as _

    from doorstep.cli.finding import find_account
    from doorstep.cli.main import DONE, ROWS_REJECTED
    from doorstep.kit.clock import today
    from doorstep.people.models import Place
    from doorstep.register.roster import read_roster
    from doorstep.sync.actions import import_roster, preview_roster
    from doorstep.sync.queries import template_of

    content, on = arguments.file.read_bytes(), today()
    say(_("Reading %(file)s.") % {"file": arguments.file.name})
    template = template_of(Place.objects.filter(code=arguments.place).first(), on)
    roster = read_roster(content, columns=dict(arguments.column), template=template, today=on)
    if any(table.by_template for table in roster.tables):
        headings = [heading for table in roster.tables for heading in table.by_template]
        told = {"headings": "、".join(headings)}
        say(_("Read as the town's template says: %(headings)s.") % told)
    gc.freeze()  # a large roster is not walked through again and again while its rows are made
    if arguments.dry_run:
        report = preview_roster(roster, arguments.place, on=on)
        if report.place_created:
            say(_("The place “%(code)s” would be made.") % {"code": arguments.place})
    else:
        report = import_roster(
            roster,
            arguments.place,
            by=find_account(arguments.by),
            on=on,
            filename=arguments.file.name,
            digest=hashlib.sha256(content).hexdigest(),
            close_missing=arguments.close_missing,
            name=arguments.name,
            progress=say,
        )
    if arguments.json:
        print_json(report.as_json())
    else:
        _tell(report)
    return ROWS_REJECTED if report.has_rejected_rows else DONE


def run_undo(arguments: argparse.Namespace) -> int:
    """Prints `{undo_id, place, rows}`."""
    from doorstep.cli.finding import find_account
    from doorstep.cli.main import DONE
    from doorstep.kit.clock import today
    from doorstep.sync.actions import undo_import
    from doorstep.sync.queries import get_import

    done = get_import(arguments.id)
    rows = undo_import(done, by=find_account(arguments.by), on=today())
    print_json({"undo_id": str(done.pk), "place": done.place.code, "rows": rows})
    return DONE


def run_export(arguments: argparse.Namespace) -> int:
    """Prints `{place, file, households, members, columns, by, released_by, reason}`."""
    from doorstep.cli.finding import find_account, find_place
    from doorstep.cli.main import DONE
    from doorstep.kit.clock import today
    from doorstep.sync.actions import export_roster

    exported = export_roster(
        find_place(arguments.place),
        arguments.out,
        by=find_account(arguments.by),
        released_by=find_account(arguments.released_by),
        reason=arguments.reason,
        on=today(),
    )
    print_json(
        {
            "place": arguments.place,
            "file": str(arguments.out),
            "households": exported.households,
            "members": exported.members,
            "columns": exported.columns,
            "by": arguments.by,
            "released_by": arguments.released_by,
            "reason": arguments.reason,
        }
    )
    return DONE


def _tell(report: Any) -> None:
    """The report in sentences, for a person at the terminal."""
    from django.utils.translation import gettext as _

    from doorstep.register.roster import place_of, sentence_of

    roster, diff = report.roster, report.diff
    for remark in roster.remarks:
        say(f"{place_of(remark)}: {sentence_of(remark)}")
    counted = {"households": len(roster.households), "members": len(roster.members)}
    print(_("%(households)s households, %(members)s members") % counted)
    if diff is not None:
        counts = {
            "added": len(diff.added),
            "changes": len(diff.changes),
            "removed": len(diff.removed),
        }
        print(
            _("%(added)s new, %(changes)s changed fields, %(removed)s not listed any more") % counts
        )
    if report.undo_id:
        print(_("Undo with: doorstep undo-import %(id)s") % {"id": report.undo_id})


def _column(text: str) -> tuple[str, str]:
    from django.utils.translation import gettext as _

    heading, equals, field = text.rpartition("=")
    if not equals or not heading:
        told = _("“%(text)s” is not HEADING=FIELD") % {"text": text}
        raise argparse.ArgumentTypeError(told)
    return heading, field
