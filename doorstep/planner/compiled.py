"""Compiling a function of numbers on its first call, kept on disk where a folder lets us."""

from collections.abc import Callable
from typing import cast

from numba import njit


def compiled[F: Callable[..., object]](function: F) -> F:
    """The function as machine code. Without the lock of the interpreter, so threads run it."""
    try:
        return cast(F, njit(cache=True, nogil=True)(function))
    except RuntimeError:  # no folder can be written: compiled again in every process
        return cast(F, njit(nogil=True)(function))
