"""Compiling functions of numbers on their first call, kept on disk where a folder lets us; the only
place that knows the compiler."""

from collections.abc import Callable
from typing import Any, cast

from numba import njit

NO_COUNTING = {"_nrt": False, "error_model": "numpy"}


def compiled[F: Callable[..., object]](function: F) -> F:
    """The function as machine code. Without the lock of the interpreter, so threads run it."""
    return _compiled(function)


def compiled_bare[F: Callable[..., object]](function: F) -> F:
    """The same without counting who still holds an array, which took six sevenths of the time of
    the search: such a function makes no array, not even a slice of one, it fills those it is given.
    """
    return _compiled(function, **NO_COUNTING)


def _compiled[F: Callable[..., object]](function: F, **how: Any) -> F:
    try:
        return cast(F, njit(cache=True, nogil=True, **how)(function))
    except RuntimeError:  # no folder can be written: compiled again in every process
        return cast(F, njit(nogil=True, **how)(function))
