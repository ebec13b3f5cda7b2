"""An entry of the ledger: who noted what of an action, when and why, and what the minutes said of it then.

Nothing is ever changed or taken back: a later entry, or the minutes of a later meeting, speaks over an earlier one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from assurance_bot.records import Party

What = Literal["close", "reopen", "redate", "reassign", "owner", "link", "unlink", "evidence", "comment", "attach"]
WHATS: tuple[What, ...] = get_args(What)
JOINING: tuple[What, ...] = ("link", "unlink", "attach")
"""What names another action."""


@dataclass(frozen=True, slots=True)
class About:
    """An action as the minutes had it when it was noted on, to find it again when re-issued minutes change its words.

    `words` are its own; `met` and `series` tell its meeting where even the id of that has changed; `owners` and `due` are
    those of its trail. `beside` are the ids of the actions of that meeting that were worded alike: it is none of these.
    """

    action: str
    words: str
    meeting: str
    series: str
    met: dt.date | None
    owners: tuple[str, ...] = ()
    due: dt.date | None = None
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that somebody noted.

    `seq` counts from 1 in the order written, 0 until it is; `at` is the instant and `day` the calendar day where it was
    written, from which on it counts. `who` is a name or a Slack user id, `via` the way it came ("command line", "Slack").
    `value` holds the new due date in ISO form (none: no date), the owners, the id of the other action, the words or link;
    `about` the action, `other` the other action of a link, an unlink or an attachment.
    """

    seq: int = 0
    at: dt.datetime
    day: dt.date
    who: str
    via: str
    what: What
    value: tuple[str, ...] = ()
    why: str = ""
    about: About
    other: About | None = None

    @property
    def action(self) -> str:
        """The id of the action when the entry was written."""
        return self.about.action

    @property
    def due(self) -> dt.date | None:
        """The date that a `redate` gives."""
        return dt.date.fromisoformat(self.value[0]) if self.what == "redate" and self.value else None


@dataclass(frozen=True, eq=False)
class Entries:
    """All entries that the ledger held at one moment, in their order; equal only to itself, so that work on it is kept."""

    all: tuple[Entry, ...] = ()


def labels(parties: Iterable[Party]) -> tuple[str, ...]:
    """Return what owners are known by, in an order of their own: who is named first does not matter."""
    return tuple(sorted({party.label for party in parties}))
