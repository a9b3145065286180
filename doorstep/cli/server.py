"""`doorstep migrate`, `serve`, `create-user`, `give`, `take`."""

import argparse
import secrets
import sys
from typing import Any

from doorstep.cli.output import print_json, say
from doorstep.cli.reading import whole_of


def add_commands(commands: Any) -> None:
    """Adds the commands of this family."""
    from doorstep.people.choices import Duty, Language, Role

    migrate = commands.add_parser("migrate", help="make or renew the tables of the database")
    migrate.set_defaults(run=run_migrate)
    serve = commands.add_parser("serve", help="serve the product in the browser")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=whole_of, default=8000)
    serve.add_argument("--workers", type=whole_of, default=2)
    serve.set_defaults(run=run_serve)
    create = commands.add_parser("create-user", help="make an account; prints its password once")
    create.add_argument("login")
    create.add_argument("--name", default="")
    create.add_argument("--language", choices=Language.values, default=Language.ZH.value)
    create.add_argument(
        "--password-stdin", action="store_true", help="read the password instead of making one"
    )
    create.set_defaults(run=run_create_user)
    give = commands.add_parser("give", help="give an account a role or a duty at a place")
    give.add_argument("login")
    give.set_defaults(run=run_give)
    take = commands.add_parser("take", help="end a role or a duty of an account, from today")
    take.add_argument("login")
    take.set_defaults(run=run_take)
    for parser in (create, give, take):
        parser.add_argument("--role", action="append", default=[], choices=Role.values)
        parser.add_argument("--duty", action="append", default=[], choices=Duty.values)
        parser.add_argument("--place", metavar="CODE", help="where the roles and duties hold")
        parser.add_argument("--by", default="system", metavar="ACCOUNT")
        parser.add_argument("--json", action="store_true")
    for parser in (create, give):
        parser.add_argument("--helper", metavar="NAME", help="the helper of that place it is")


def run_migrate(arguments: argparse.Namespace) -> int:
    """Makes or renews the tables; what an older copy of the database brought back goes again.
    KeysOfAnother: then they are left as they are, for some are renewed with what is sealed."""
    from django.core.management import call_command

    _guard_keys()
    call_command("migrate", interactive=False, stdout=sys.stderr)
    erase_again()
    return 0


def run_serve(arguments: argparse.Namespace) -> int:
    """Serves until stopped; static files are collected first."""
    from django.core.management import call_command
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces

    call_command("collectstatic", interactive=False, verbosity=0)
    erase_again()
    address = f"http://{arguments.host}:{arguments.port}/"
    say(address)
    say_set_up(address)
    connections.close_all()  # the workers are other processes
    Granian(
        "doorstep.wsgi:application",
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.WSGI,
        workers=arguments.workers,
        blocking_threads=4,
        websockets=False,
        respawn_failed_workers=True,  # one that dies by itself, of no memory, takes no other along
    ).serve()
    return 0


def erase_again() -> None:
    """Erases households that were erased before this copy of the database was put back."""
    from django.utils.translation import gettext as _

    from doorstep.rights import actions as rights

    if count := rights.erase_again():
        say(
            _("Households erased again, which an older copy of the database held: %(n)s")
            % {"n": count}
        )


def _guard_keys() -> None:
    from django.db import connection

    from doorstep.people.models import AuditChain
    from doorstep.register.models import Household
    from doorstep.rights.queries import guard_keys

    wanted = {model._meta.db_table for model in (AuditChain, Household)}
    if wanted <= set(connection.introspection.table_names()):  # else nothing is sealed yet
        guard_keys()


def say_set_up(address: str) -> None:
    """While nobody can sign in, the one address under which the first account is made."""
    from django.utils.translation import gettext as _

    from doorstep.entry.actions.set_up import make_set_up_link
    from doorstep.entry.queries import is_set_up
    from doorstep.kit.clock import now
    from doorstep.people.actions import system_account

    if is_set_up():
        return
    token = make_set_up_link(by=system_account(), now=now())
    say(_("Nobody can sign in yet. Set Doorstep up here, once, within 24 hours:"))
    say(f"{address}set-up/{token}/")


def run_create_user(arguments: argparse.Namespace) -> int:
    """Prints `{login, name, password}`; the password only where it was made here."""
    from django.db import transaction

    from doorstep.cli.finding import find_account
    from doorstep.kit.clock import today
    from doorstep.people.actions import create_account

    password = sys.stdin.readline().rstrip("\r\n") if arguments.password_stdin else None
    if password is not None:
        _check_password(password, arguments)
    made = secrets.token_urlsafe(12)
    by, on = find_account(arguments.by), today()
    with transaction.atomic():
        account = create_account(
            login=arguments.login,
            name=arguments.name or arguments.login,
            password=made if password is None else password,
            language=arguments.language,
            by=by,
            on=on,
        )
        _give(account, arguments, by=by, on=on)
    answer = {"login": account.login, "name": account.name}
    print_json(answer if password is not None else answer | {"password": made})
    return 0


def run_give(arguments: argparse.Namespace) -> int:
    """Prints `{login, roles, duties, place}`."""
    from django.db import transaction

    from doorstep.cli.finding import find_account
    from doorstep.kit.clock import today

    account, by = find_account(arguments.login), find_account(arguments.by)
    with transaction.atomic():
        _give(account, arguments, by=by, on=today())
    print_json(
        {
            "login": account.login,
            "roles": arguments.role,
            "duties": arguments.duty,
            "place": arguments.place,
        }
    )
    return 0


def run_take(arguments: argparse.Namespace) -> int:
    """Prints `{login, ended}`: how many roles and duties do not hold from today on."""
    from django.db import transaction
    from django.utils.translation import gettext as _

    from doorstep.cli.finding import find_account, find_place
    from doorstep.kit.clock import today
    from doorstep.kit.errors import Refused
    from doorstep.people.actions import end_duty, end_role

    account, by, on = find_account(arguments.login), find_account(arguments.by), today()
    if not arguments.place:
        raise Refused(_("Roles and duties hold at a place; name it with --place."))
    place = find_place(arguments.place)
    roles = account.roles.filter(place=place, role__in=arguments.role, end_on=None)
    duties = account.duties.filter(place=place, duty__in=arguments.duty, end_on=None)
    with transaction.atomic():
        ended = [*roles, *duties]
        for role in roles:
            end_role(role, by=by, on=on)
        for duty in duties:
            end_duty(duty, by=by, on=on)
    if not ended:
        told = {"login": account.login, "place": place.name}
        raise Refused(_("%(login)s holds none of these at %(place)s."), **told)
    print_json({"login": account.login, "ended": len(ended)})
    return 0


def _give(account: Any, arguments: argparse.Namespace, *, by: Any, on: Any) -> None:
    from django.utils.translation import gettext as _

    from doorstep.cli.finding import find_place
    from doorstep.kit.errors import Refused
    from doorstep.people.actions import give_duty, give_role, link_helper
    from doorstep.people.choices import Duty, Role
    from doorstep.people.queries import helpers_at

    if not arguments.place:
        if arguments.role or arguments.duty or arguments.helper:
            raise Refused(_("Roles and duties hold at a place; name it with --place."))
        return
    place = find_place(arguments.place)
    for role in arguments.role:
        give_role(account, Role(role), place, by=by, on=on)
    for duty in arguments.duty:
        give_duty(account, Duty(duty), place, by=by, on=on)
    if arguments.helper:
        helper = helpers_at(place, on).filter(name=arguments.helper, account=None).first()
        if helper is None:
            named = {"name": arguments.helper, "place": place.name}
            raise Refused(
                _("%(place)s has no helper “%(name)s” who is without an account."), **named
            )
        link_helper(helper, account, by=by, on=on)


def _check_password(password: str, arguments: argparse.Namespace) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from doorstep.kit.errors import Refused
    from doorstep.people.models import Account

    try:
        validate_password(password, Account(login=arguments.login, name=arguments.name))
    except ValidationError as error:
        raise Refused("%(text)s", text=" ".join(error.messages)) from error
