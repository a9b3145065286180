"""`doorstep audit verify`: whether the audit trail is as it was written."""

import argparse
from typing import Any

from doorstep.cli.output import print_json, say


def add_commands(commands: Any) -> None:
    """Adds the commands of this family."""
    audit = commands.add_parser("audit", help="the audit trail")
    acts = audit.add_subparsers(title="commands", metavar="COMMAND", required=True)
    verify = acts.add_parser("verify", help="walk every chain and name the first break of each")
    verify.add_argument("--place", metavar="CODE", help="the chain of this place alone")
    verify.add_argument("--json", action="store_true")
    verify.set_defaults(run=run_verify)


def run_verify(arguments: argparse.Namespace) -> int:
    """Prints `{ok, chains: [{place, entries, head, ok, break, safeguarding}]}`; 1 if a chain is
    broken. Of a place's safeguarding records it says whether they are whole, and so of a place
    without any: nobody learns here whether there are some."""
    from doorstep.cli.finding import find_place
    from doorstep.people.queries import check_chains
    from doorstep.safeguarding.queries import is_whole

    place = find_place(arguments.place) if arguments.place else None
    chains = []
    for chain in check_chains(place):
        say(_words(chain))
        is_guarded = chain.place is None or is_whole(chain.place)
        if not is_guarded:
            say(_guarding_words(chain.place))
        broken = chain.broken and {
            "number": chain.broken.number,
            "kind": chain.broken.kind.value,
            "what": chain.broken.what,
        }
        chains.append(
            {
                "place": chain.place.code if chain.place else None,
                "entries": chain.entries,
                "head": chain.head,
                "ok": broken is None,
                "break": broken,
                "safeguarding": is_guarded,
            }
        )
    is_good = all(chain["ok"] and chain["safeguarding"] for chain in chains)
    if arguments.json:
        print_json({"ok": is_good, "chains": chains})
    return 0 if is_good else 1


def _guarding_words(place: Any) -> str:
    from django.utils.translation import gettext as _

    words = _("%(place)s: BROKEN: the safeguarding records are not as they were written")
    return words % {"place": place.code}


def _words(chain: Any) -> str:
    from django.utils.translation import gettext as _

    told = {
        "place": chain.place.code if chain.place else _("the instance"),
        "entries": chain.entries,
        "head": chain.head,
    }
    if chain.broken is None:
        return _("%(place)s: whole; entries: %(entries)s; head: %(head)s") % told
    told |= {"number": chain.broken.number, "kind": chain.broken.kind.label}
    words = _("%(place)s: BROKEN at entry %(number)s; entries: %(entries)s; %(kind)s") % told
    return f"{words} ({chain.broken.what})" if chain.broken.what else words
