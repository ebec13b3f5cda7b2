"""Answers kept for their buttons: a button carries a short token, and what it stands for stays here, in this process.

What is forgotten (the bot was started anew, or a thousand answers came since) is said to be, with what to do.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from assurance_bot.access import Sight
from assurance_bot.answer import Answer
from assurance_bot.errors import AssuranceError
from assurance_bot.slack.desk import Desk

REMEMBERED = 1_000


class ForgottenError(AssuranceError):
    """A button of an answer that is not kept any more, that is somebody else's, or that was seen with other eyes."""

    def __init__(self) -> None:
        super().__init__(
            "I no longer have this answer for you: I was started again since, it is long ago, or what you may see has "
            "changed. Ask again, and its buttons work."
        )


@dataclass(frozen=True, slots=True)
class Turned:
    """An answer; whether it is a list; by whose sight it was made; whose alone it is, "" where all of a channel saw it.

    `again` asks for it at another desk; there is one where the answer may be shared.
    """

    answer: Answer
    listed: bool
    sight: Sight
    owner: str = ""
    again: Callable[[Desk], Answer] | None = None


class Kept:
    """The answers last given; may be asked from any thread."""

    def __init__(self, *, limit: int = REMEMBERED) -> None:
        self._kept: OrderedDict[str, Turned] = OrderedDict()
        self._shared: set[tuple[str, int, str]] = set()
        self._lock = Lock()
        self._limit = limit

    def keep(self, turned: Turned) -> str:
        """Keep an answer; return its token."""
        token = secrets.token_urlsafe(9)
        with self._lock:
            self._kept[token] = turned
            if len(self._kept) > self._limit:
                gone, _ = self._kept.popitem(last=False)
                self._shared = {each for each in self._shared if each[0] != gone}
        return token

    def share(self, token: str, at: int, channel: str) -> bool:
        """Say whether a page of an answer is shared in a channel for the first time."""
        with self._lock:
            first = (token, at, channel) not in self._shared
            self._shared.add((token, at, channel))
        return first

    def not_shared(self, token: str, at: int, channel: str) -> None:
        """Take it back that a page of an answer was shared, where it could not be."""
        with self._lock:
            self._shared.discard((token, at, channel))

    def public(self, token: str) -> bool:
        """Tell whether all of a channel saw the answer of a token; of one that is not kept, that nobody did."""
        with self._lock:
            found = self._kept.get(token)
        return found is not None and not found.owner

    def get(self, token: str, *, user: str, sight: Sight) -> Turned:
        """Return the answer of a token to somebody who may have it and sees what its asker saw. Raises ForgottenError."""
        with self._lock:
            found = self._kept.get(token)
            if found is None or found.owner not in ("", user) or found.sight != sight:
                raise ForgottenError
            self._kept.move_to_end(token)
            return found
