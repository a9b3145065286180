"""A method's TOML files, read into one plain value; knows no rows."""

from doorstep.method.files.faults import Fault, MethodFaulty
from doorstep.method.files.reading import check_method, narrow_questions, read_method
from doorstep.method.files.value import MethodFiles

__all__ = [
    "Fault",
    "MethodFaulty",
    "MethodFiles",
    "check_method",
    "narrow_questions",
    "read_method",
]
