"""Processes that plan side by side, begun and warmed up before anybody's time counts."""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.synchronize import Event

_stop: list[Event] = []  # of the process that this one works for


@contextmanager
def processes(workers: int, warm_up: Callable[[], None]) -> Iterator[tuple[Executor, Event]]:
    """(so many processes that are ready, what tells them to stop). Ctrl-C reaches them too; it is
    for who gathers what they plan."""
    context = get_context("spawn")
    stop = context.Event()
    with ProcessPoolExecutor(workers, context, _begin, (warm_up, stop)) as pool:
        with _without_ctrl_c():  # the first unit begins them all, and they inherit that
            begun = [pool.submit(abs, 0) for _worker in range(workers)]
        for ready in begun:
            ready.result()
        yield pool, stop


def is_told_to_stop() -> bool:
    """Whether this process works for one that has asked it to end with what it has."""
    return any(one.is_set() for one in _stop)


def _begin(warm_up: Callable[[], None], stop: Event) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _stop[:] = [stop]
    warm_up()


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """A process begun meanwhile never hears of it; this one hears of it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
