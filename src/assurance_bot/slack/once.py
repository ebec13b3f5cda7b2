"""Slack sends an event again when it doubts that we had it; each is handled once. Remembered in this process only."""

from collections import OrderedDict
from threading import Lock

REMEMBERED = 10_000
"""Events remembered: at most four deliveries of one come, within about six minutes."""


class Seen:
    """The ids of the events last handled; may be asked from any thread."""

    def __init__(self, *, limit: int = REMEMBERED) -> None:
        self._ids: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()
        self._limit = limit

    def first(self, event: str) -> bool:
        """Say whether this is the first time `event` is asked about."""
        with self._lock:
            if event in self._ids:
                return False
            self._ids[event] = None
            if len(self._ids) > self._limit:
                self._ids.popitem(last=False)
            return True
