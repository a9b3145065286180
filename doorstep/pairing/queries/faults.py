"""What the planner refuses, told in the language of whoever asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.planner import PlannerError, Said


class CannotBePlanned(Refused):
    message = _("Nothing can be planned while this stands so: %(where)s: %(fault)s.")


@contextmanager
def told_faults() -> Iterator[None]:
    """CannotBePlanned in place of the planner's own errors."""
    try:
        yield
    except PlannerError as error:
        where, fault = planner_words(error.where), planner_words(error.fault)
        raise CannotBePlanned(where=where, fault=fault) from error


def planner_words(value: object) -> object:
    """What the planner says, in the language of now; a helper by name, without the id that its key
    ends with."""
    if not isinstance(value, Said):
        return value
    values = {name: planner_words(one) for name, one in value.values.items()}
    if "helper" in values:
        values["helper"] = _without_id(str(values["helper"]))
    text = gettext(value.text)
    return text % values if values else text


def _without_id(key: str) -> str:
    name, _space, end = key.rpartition(" ")
    try:
        UUID(end)
    except ValueError:
        return key
    return name
