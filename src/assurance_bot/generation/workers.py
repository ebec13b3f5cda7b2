"""Work on files in processes of its own, of which any may die or hang: what is left goes on, and the file at fault is
named.

A file that was under way when a worker died is tried once more, alone, so that none is blamed for another.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from typing import Generic, TypeVar

from assurance_bot.document import Problem
from assurance_bot.generation.inputs import Input

T = TypeVar("T")

Executors = Callable[[int], Executor]
"""Makes an executor of so many workers; asked again where one broke. `ProcessPoolExecutor` and `ThreadPoolExecutor` are
such."""

GRACE = 5.0  # seconds after the limit of a file at which a worker that was not ended ends itself
_PRELOADED = ["__main__", "assurance_bot.generation.building", "assurance_bot.parse.meeting", "assurance_bot.extract"]
"""What workers load once for all of them."""


def processes(workers: int) -> ProcessPoolExecutor:
    """Return an executor of processes that hold nothing of this one and end with it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _end_with_parent() -> None:
    """Watch the parent: an executor's workers would wait for work for ever where it was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)


def _within(work: Callable[[Input], T], seconds: float, file: Input) -> T:
    """Work on a file; a process of its own ends itself after the limit, even where a library never lets go."""
    if multiprocessing.parent_process() is None:
        return work(file)
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=nowhere)
        try:
            return work(file)
        finally:
            faulthandler.cancel_dump_traceback_later()


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A file that ended its process, or took too long, twice."""

    problem: Problem


class Crew(Generic[T]):
    """Does one work on many files."""

    def __init__(self, work: Callable[[Input], T], *, executor: Executors, workers: int, seconds: float) -> None:
        """`seconds` is how long a file may take; whoever takes longer is ended where it is a process."""
        self._work: Callable[[Input], T] = partial(_within, work, seconds)
        self._executor, self._workers, self._seconds = executor, workers, seconds

    def done(self, files: Sequence[Input]) -> Iterator[tuple[Input, T | Quarantined]]:
        """Yield each file with what the work returned, as it comes, or as quarantined where it failed twice.

        Raises what the work raises.
        """
        waiting, suspects = deque(files), deque[tuple[Input, str]]()
        while waiting:
            yield from self._together(waiting, suspects)
        while suspects:
            file, first = suspects.popleft()
            alone, again = deque([file]), deque[tuple[Input, str]]()
            yield from self._together(alone, again)
            if again:
                yield file, Quarantined(Problem(file.source, None, _fault(first, again[0][1])))

    def _together(self, waiting: deque[Input], suspects: deque[tuple[Input, str]]) -> Iterator[tuple[Input, T]]:
        """Yield results until nothing waits or the executor is broken; then what was under way is suspected."""
        pool = self._executor(min(self._workers, len(waiting)))
        under_way: dict[Future[T], tuple[Input, float]] = {}
        broken = True
        try:
            while waiting or under_way:
                while waiting and len(under_way) < self._workers:
                    future = pool.submit(self._work, waiting[0])
                    under_way[future] = (waiting.popleft(), time.monotonic())
                first = min(since for _, since in under_way.values())
                done, _ = wait(under_way, max(0.0, first + self._seconds - time.monotonic()), FIRST_COMPLETED)
                for future in done:
                    result = future.result()
                    file, _ = under_way.pop(future)
                    yield file, result
                if not done and self._too_long(waiting, suspects, under_way):
                    return
            broken = False
        except BrokenExecutor:
            suspects.extend((file, "ended its process") for file, _ in under_way.values())
        finally:
            end(pool, at_once=broken)

    def _too_long(
        self,
        waiting: deque[Input],
        suspects: deque[tuple[Input, str]],
        under_way: dict[Future[T], tuple[Input, float]],
    ) -> bool:
        """Suspect what takes too long, let what else is under way wait again, and say whether there was any."""
        late = [file for file, since in under_way.values() if time.monotonic() - since >= self._seconds]
        if late:
            suspects.extend((file, f"took longer than {self._seconds:g} seconds") for file in late)
            waiting.extendleft(file for file, _ in under_way.values() if file not in late)
        return bool(late)


def _fault(first: str, again: str) -> str:
    said = first if first == again else f"{first} or {again}"
    return f"it was tried twice, and reading it {said}. Save it anew or leave it out; the next run tries it again."


def end(pool: Executor, *, at_once: bool) -> None:
    """Shut an executor down; one that is broken or late is not waited for, and its processes are killed."""
    if at_once:
        held = getattr(pool, "_processes", None) or {}  # Python has a method for this from 3.14 on
        with suppress(OSError, ValueError, RuntimeError):  # one that ends by itself meanwhile
            for process in list(held.values()):
                process.kill()
    pool.shutdown(wait=not at_once or isinstance(pool, ProcessPoolExecutor), cancel_futures=True)
