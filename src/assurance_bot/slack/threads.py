"""Conversations: what was answered in each thread or direct message, so that the next question may lean on it.

Kept in this process only, for words of minutes are nowhere written down twice; the threads talked in last are remembered.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from threading import RLock

from assurance_bot.access import Sight
from assurance_bot.answer import Answer

THREADS = 1_000
"""Threads remembered."""
TURNS = 20
"""Turns of a thread remembered, so that an edited question is read as it was."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What the next turn leans on: the answer, how many of its findings were shown (None: all), by whose sight."""

    answer: Answer | None = None
    shown: int | None = None
    sight: Sight | None = None


NEW = Turn()


@dataclass
class Thread:
    """The turns of one thread, by the `ts` of the question; hold it while a turn is answered, so that turns keep order."""

    turns: OrderedDict[str, tuple[Turn, Turn]] = field(default_factory=OrderedDict)
    lock: RLock = field(default_factory=RLock)
    users: int = 0

    def before(self, ts: str, sight: Sight) -> Turn:
        """Return what the question of `ts` leans on; nothing where that was seen with other eyes."""
        last = next((after for _, after in reversed(self.turns.values())), NEW)
        found = self.turns[ts][0] if ts in self.turns else last
        return found if found.sight == sight else NEW

    def keep(self, ts: str, before: Turn, after: Turn) -> None:
        """Keep what the question of `ts` leant on and what the next may lean on."""
        self.turns[ts] = (before, after)
        while len(self.turns) > TURNS:
            self.turns.popitem(last=False)

    def drop(self, ts: str) -> None:
        """Forget a question."""
        self.turns.pop(ts, None)


class Threads:
    """The threads talked in last; those being talked in are never forgotten."""

    def __init__(self, *, limit: int = THREADS) -> None:
        self._threads: OrderedDict[tuple[str, str], Thread] = OrderedDict()
        self._lock = RLock()
        self._limit = limit

    @contextmanager
    def hold(self, channel: str, thread: str) -> Iterator[Thread]:
        """Hold a thread alone until the block ends."""
        with self._lock:
            held = self._threads.setdefault((channel, thread), Thread())
            self._threads.move_to_end((channel, thread))
            held.users += 1
            self._shrink()
        try:
            with held.lock:
                yield held
        finally:
            with self._lock:
                held.users -= 1

    def _shrink(self) -> None:
        idle = (name for name, thread in self._threads.items() if not thread.users)
        for name in list(islice(idle, max(0, len(self._threads) - self._limit))):
            del self._threads[name]
