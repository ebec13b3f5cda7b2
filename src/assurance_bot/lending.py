"""A thing that one thread at a time may use (a connection, a reader), lent out and taken back; made when none is idle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, LifoQueue
from typing import Generic, TypeVar

T = TypeVar("T")


class Lender(Generic[T]):
    """Lends things of one kind; as many exist as were ever in use at once, whichever threads came and went."""

    def __init__(self, make: Callable[[], T], *, close: Callable[[T], object]) -> None:
        self._make, self._close = make, close
        self._idle: LifoQueue[T] = LifoQueue()

    @contextmanager
    def lend(self) -> Iterator[T]:
        """Lend one until the block ends; raises what making one raises."""
        try:
            thing = self._idle.get_nowait()
        except Empty:
            thing = self._make()
        try:
            yield thing
        finally:
            self._idle.put(thing)

    def close(self) -> None:
        """Close all that is idle; call it when nobody is asking."""
        while True:
            try:
                thing = self._idle.get_nowait()
            except Empty:
                return
            self._close(thing)
