"""What is wrong with a method's files, each with file and line."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to mend; `line` is 0 where the whole file is meant."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}" if self.line else f"{self.file}: {self.text}"


class MethodFaulty(Refused):
    """The files cannot be published; `faults` holds every one found."""

    message = _("The method was not read; mend these and try again:\n%(list)s")

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(list="\n".join(map(str, self.faults)))
