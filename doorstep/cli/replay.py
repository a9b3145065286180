"""`doorstep replay` and the passwords of the replayed village's people."""

import argparse
import sys
from pathlib import Path
from typing import Any

from doorstep.cli.output import print_json
from doorstep.cli.reading import day_of, path_of

ALL = "all"  # every story, one after another


def add_commands(commands: Any) -> None:
    """Adds the commands of this family."""
    replay = commands.add_parser("replay", help="perform a story and count its figures")
    replay.add_argument("story", help="its name, or all")
    replay.add_argument("--until", type=day_of, metavar="DAY", help="default: today")
    replay.add_argument("--json", action="store_true")
    replay.set_defaults(run=run_replay)
    logins = commands.add_parser("demo-logins", help="make the demo's passwords, once")
    logins.add_argument("--out", type=path_of, metavar="FILE", help="default: var/demo-logins.txt")
    logins.set_defaults(run=run_demo_logins)


def run_replay(arguments: argparse.Namespace) -> int:
    """Prints `[{story, key, stated, bound, counted, rows, holds}]`; 1 if one does not hold."""
    from doorstep.kit.clock import today
    from doorstep.scenarios.actions import replay
    from doorstep.scenarios.queries import count_replay
    from doorstep.scenarios.stories import STORIES

    stories = list(STORIES) if arguments.story == ALL else [arguments.story]
    found = []
    for story in stories:
        done = replay(
            story,
            until=arguments.until,
            today=today(),
            progress=lambda line: print(line, file=sys.stderr, flush=True),
        )
        print(f"as of {done.until_on}", file=sys.stderr)
        found += [(story, row) for row in count_replay(done)]
    if arguments.json:
        print_json([{"story": story} | row.as_json() for story, row in found])
    else:
        for story, row in found:
            counted, stated = (
                f"{value // 100:,} CNY" if row.key in in_yuan(story) else str(value)
                for value in (row.counted, row.stated)
            )
            bound = "=" if row.bound == "exact" else "≥"
            mark = "holds" if row.holds else "DOES NOT HOLD"
            print(f"{row.key:28} {counted:>13} {bound} {stated:>13}  {mark}")
    return 0 if all(row.holds for _story, row in found) else 1


def in_yuan(story: str) -> set[str]:
    """The figures of a story that are money: stated in yuan, counted in fen."""
    from doorstep.scenarios.stories import STORIES

    rows = STORIES[story].read_story()["figures"]
    return {row["key"] for row in rows if row.get("unit") == "CNY"}


def run_demo_logins(arguments: argparse.Namespace) -> int:
    """Writes login and password of each account of the replayed story to a private file."""
    from django.conf import settings

    from doorstep.kit.clock import today
    from doorstep.scenarios.actions import write_logins

    path = arguments.out or Path(settings.VAR) / "demo-logins.txt"
    made = write_logins(path, on=today())
    print(f"{path}: {'made' if made else 'there already'}", file=sys.stderr)
    return 0
