"""`doorstep channels`, `add-channel`, `test-channel`, `end-channel`, `send-lists`: messages with a
count and a link, for places that asked for them."""

import argparse
import sys
from datetime import date
from typing import Any

from doorstep.cli.output import print_json, say


def add_commands(commands: Any) -> None:
    """Adds the commands of this family."""
    channels = commands.add_parser("channels", help="list where messages go")
    channels.set_defaults(run=run_channels)
    add = commands.add_parser(
        "add-channel",
        help="let messages of a place go out; the address comes from standard input",
    )
    add.add_argument("--place", required=True, metavar="CODE")
    add.add_argument("--name", required=True, help="who reads it")
    add.add_argument("--site", required=True, metavar="URL", help="address of this program")
    add.add_argument("--urgent", action="store_true", help="how many urgent needs came in, at once")
    add.add_argument("--daily", action="store_true", help="how many households are due, once a day")
    add.set_defaults(run=run_add)
    test = commands.add_parser("test-channel", help="send a message that says nothing")
    test.set_defaults(run=run_test)
    end = commands.add_parser("end-channel", help="send nothing there any more")
    end.set_defaults(run=run_end)
    for parser in (test, end):
        parser.add_argument("channel", metavar="ID")
    for parser in (add, end):
        parser.add_argument("--by", default="system", metavar="ACCOUNT")
    send = commands.add_parser("send-lists", help="send what is due today and was not sent")
    send.set_defaults(run=run_send)


def run_channels(arguments: argparse.Namespace) -> int:
    """Prints `[{id, place, name, urgent, daily, waiting, daily_on}]`; addresses never."""
    from doorstep.people.queries import open_channels

    print_json(
        [
            {
                "id": one.pk,
                "place": one.place.code,
                "name": one.name,
                "urgent": one.tells_urgent,
                "daily": one.tells_daily,
                "waiting": one.waiting,
                "daily_on": one.daily_on,
            }
            for one in open_channels()
        ]
    )
    return 0


def run_add(arguments: argparse.Namespace) -> int:
    """Prints `{id}`. The address is no argument: arguments stand in lists of processes."""
    from doorstep.cli.finding import find_account, find_place
    from doorstep.kit.clock import today
    from doorstep.people.actions import add_channel

    channel = add_channel(
        find_place(arguments.place),
        name=arguments.name,
        address=sys.stdin.readline(),
        site=arguments.site,
        urgent=arguments.urgent,
        daily=arguments.daily,
        by=find_account(arguments.by),
        on=today(),
    )
    print_json({"id": channel.pk})
    return 0


def run_test(arguments: argparse.Namespace) -> int:
    """Prints `{arrived}`; 1 where the other side did not take it."""
    from doorstep.people.actions import send_test
    from doorstep.people.queries import find_channel

    arrived = send_test(find_channel(arguments.channel))
    print_json({"arrived": arrived})
    return 0 if arrived else 1


def run_end(arguments: argparse.Namespace) -> int:
    """Prints `{ended}`, the id."""
    from doorstep.cli.finding import find_account
    from doorstep.kit.clock import today
    from doorstep.people.actions import end_channel
    from doorstep.people.queries import find_channel

    channel = find_channel(arguments.channel)
    end_channel(channel, by=find_account(arguments.by), on=today())
    print_json({"ended": channel.pk})
    return 0


def run_send(arguments: argparse.Namespace) -> int:
    """Prints `{due, sent}`, counts of messages; 1 where one did not arrive."""
    from django.utils.translation import gettext as _

    from doorstep.kit.clock import today

    day = today()
    due, sent = unsent(day), send_unsent(day)
    if sent < due:
        say(_("Messages that did not arrive; they are sent again: %(n)s") % {"n": due - sent})
    print_json({"due": due, "sent": sent})
    return 0 if sent == due else 1


def unsent(day: date) -> int:
    """How many messages there are to send on a day."""
    from doorstep.people.queries import open_channels

    return sum(
        (one.waiting > 0) + (one.tells_daily and one.daily_on != day) for one in open_channels()
    )


def send_unsent(day: date) -> int:
    """Sends them; how many arrived."""
    from doorstep.method.choices import CadenceKind
    from doorstep.people.actions import send_daily, send_waiting
    from doorstep.people.queries import open_channels, scope_of
    from doorstep.visits.queries import due_list

    sent = 0
    for one in open_channels():
        if one.waiting:
            sent += send_waiting(one, on=day)
        if one.tells_daily and one.daily_on != day:
            due = due_list(scope_of(one.place), day, list(CadenceKind))
            sent += send_daily(one, len({row.household_id for row in due}), on=day)
    return sent
