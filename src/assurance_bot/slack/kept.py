"""Answers kept for their buttons: a button carries a short token, and what it stands for stays here, in this process.

What is forgotten (the bot was started anew, or a thousand answers came since) is said to be, with what to do.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from assurance_bot.answer import Answer
from assurance_bot.errors import AssuranceError

REMEMBERED = 1_000


class ForgottenError(AssuranceError):
    """A button of an answer that is not kept any more, or that is somebody else's."""

    def __init__(self) -> None:
        super().__init__(
            "I no longer have this answer: I was started again since, or it is long ago. Ask again, and its buttons work."
        )


@dataclass(frozen=True, slots=True)
class Turned:
    """An answer; whether it is a list; whose alone it is, "" where everybody in the channel saw it."""

    answer: Answer
    listed: bool
    owner: str = ""


class Kept:
    """The answers last given; may be asked from any thread."""

    def __init__(self, *, limit: int = REMEMBERED) -> None:
        self._kept: OrderedDict[str, Turned] = OrderedDict()
        self._lock = Lock()
        self._limit = limit

    def keep(self, turned: Turned) -> str:
        """Keep an answer; return its token."""
        token = secrets.token_urlsafe(9)
        with self._lock:
            self._kept[token] = turned
            if len(self._kept) > self._limit:
                self._kept.popitem(last=False)
        return token

    def get(self, token: str, *, user: str) -> Turned:
        """Return the answer of a token to somebody who may have it. Raises ForgottenError."""
        with self._lock:
            found = self._kept.get(token)
            if found is None or found.owner not in ("", user):
                raise ForgottenError
            self._kept.move_to_end(token)
            return found


class Talks:
    """The last answer of each thread and how many of its findings were shown, for the next turn to lean on."""

    def __init__(self, *, limit: int = REMEMBERED) -> None:
        self._last: OrderedDict[tuple[str, str], tuple[Answer, int]] = OrderedDict()
        self._lock = Lock()
        self._limit = limit

    def before(self, channel: str, thread: str) -> tuple[Answer | None, int]:
        """Return the answer before in a thread and how much of it was shown, None and 0 where there is none."""
        with self._lock:
            return self._last.get((channel, thread), (None, 0))

    def keep(self, channel: str, thread: str, answer: Answer | None, shown: int) -> None:
        """Keep what the next turn in a thread leans on."""
        with self._lock:
            self._last.pop((channel, thread), None)
            if answer is not None:
                self._last[channel, thread] = (answer, shown)
            if len(self._last) > self._limit:
                self._last.popitem(last=False)
