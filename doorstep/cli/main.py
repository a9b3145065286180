"""`doorstep …`: the door for the command line. JSON on standard output, all else on standard error.

Exit codes: 0 done, 3 some rows were rejected, 1 refused, 2 not understood.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from django.core.exceptions import ImproperlyConfigured
from django.db.utils import OperationalError, ProgrammingError

from doorstep.kit.errors import NotVisible, Refused

FAMILIES = (
    "server",
    "backup",
    "nightly",
    "audit",
    "sealing",
    "method",
    "roster",
    "erasing",
    "replay",
    "figures",
    "money",
    "pairing",
    "planning",
    "replanning",
    "rehearsing",
    "packs",
    "field",
    "channels",
)
DONE, REFUSED, ROWS_REJECTED = 0, 1, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and answers its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doorstep.settings")
    try:
        return _run(argv)
    except ImproperlyConfigured as error:
        print(error, file=sys.stderr)
        return REFUSED


def parser() -> argparse.ArgumentParser:
    """Every command of every family."""
    whole = argparse.ArgumentParser(
        prog="doorstep", description="The register, the visits and the Monday meeting of a village."
    )
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for family in FAMILIES:
        import_module(f"doorstep.cli.{family}").add_commands(commands)
    return whole


def _run(argv: Sequence[str] | None) -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.utils import translation
    from django.utils.translation import gettext as _

    from doorstep.cli.output import file_trouble, say
    from doorstep.cli.wording import speak_of_arguments

    speak_of_arguments()
    with translation.override(settings.TERMINAL_LANGUAGE):
        arguments = parser().parse_args(argv)
        try:
            return int(arguments.run(arguments))
        except Refused as error:
            say(error)
        except NotVisible:
            say(_("There is no such thing, or it may not be seen."))
        except OSError as error:
            say(f"{error.filename or ''}: {file_trouble(error)}".removeprefix(": "))
        except (OperationalError, ProgrammingError) as error:
            say(_("The database cannot be used: %(error)s") % {"error": error})
            say(_("Is it there, and was “doorstep migrate” run?"))
        except KeyboardInterrupt:
            say(_("Stopped."))
        except Exception as error:
            if settings.DEBUG:
                raise
            say(
                _("This should not happen: %(error)s")
                % {"error": f"{type(error).__name__}: {error}"}
            )
            say(_("With DOORSTEP_DEBUG=on the same command shows where."))
        return REFUSED


if __name__ == "__main__":
    sys.exit(main())
