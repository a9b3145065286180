"""What argparse says of a command that it does not understand, in the language of the terminal.

It asks the standard library's gettext, which reads the language from the environment and knows no
catalogue of ours; here it asks Django's instead. The sentences are its own, so that they are found.
"""

import argparse

from django.utils.translation import gettext, gettext_noop, ngettext

SENTENCES = (
    gettext_noop("%(prog)s: error: %(message)s\n"),
    gettext_noop("argument %(argument_name)s: %(message)s"),
    gettext_noop("the following arguments are required: %s"),
    gettext_noop("unrecognized arguments: %s"),
    gettext_noop("invalid choice: %(value)r (choose from %(choices)s)"),
    gettext_noop("invalid %(type)s value: %(value)r"),
    gettext_noop("ambiguous option: %(option)s could match %(matches)s"),
    gettext_noop("expected one argument"),
    gettext_noop("expected at least one argument"),
    gettext_noop("not allowed with argument %s"),
    gettext_noop("one of the arguments %s is required"),
    gettext_noop("ignored explicit argument %r"),
    gettext_noop("usage: "),
    gettext_noop("positional arguments"),
    gettext_noop("options"),
    gettext_noop("show this help message and exit"),
)


def speak_of_arguments() -> None:
    """Lets argparse ask for its sentences here."""
    names = vars(argparse)
    names["_"], names["ngettext"] = gettext, ngettext
