"""Actions, trails and entries made by hand, for tests of what the ledger does with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from assurance_bot.document import Locator, Quote, Span
from assurance_bot.ledger import About, Book, Entries, Entry, Minutes, What, match
from assurance_bot.records import Action, Meeting, Mention, Party, Status, Trail

MARCH, APRIL, MAY, JUNE = (dt.date(2024, month, 10) for month in (3, 4, 5, 6))
NOON = dt.time(12, tzinfo=dt.UTC)


def words_at(text: str) -> Quote:
    """Return a quote; where it stands does not matter here."""
    return Quote(text, (Span(0, len(text)),), Locator("board.txt", 1, 1, 1))


def action(name: str, met: dt.date, text: str = "", *, owner: str = "CC", due: dt.date | None = None) -> Action:
    """Return an action of the board's meeting on that day."""
    quote = words_at(text or f"{owner} to do {name}")
    owners = (Party(owner, role=owner),)
    return Action(id=name, meeting=f"board-{met}", item=None, passage=0, quote=quote, owners=owners, due=due)


def mention(of: Action, status: Status = "open", *, certain: bool = True) -> Mention:
    """Return the mention that an action is."""
    met = dt.date.fromisoformat(of.meeting.removeprefix("board-"))
    return Mention(of.id, of.meeting, met, status, of.due, (of.quote,), certain=certain)


def trail(*told: Action | tuple[Action, Status]) -> Trail:
    """Return a trail of actions in order, each open or with its status."""
    pairs = [pair if isinstance(pair, tuple) else (pair, "open") for pair in told]
    first, last = pairs[0][0], pairs[-1][0]
    return Trail(first.id, first.text, last.owners, tuple(mention(of, status) for of, status in pairs))


def minutes(trails: Sequence[Trail], actions: Iterable[Action]) -> Minutes:
    """Return minutes that hold these, and the meetings they name."""
    by_id = {each.id: each for each in actions}
    meetings = {each.meeting: _meeting(each.meeting) for each in by_id.values()}
    return Minutes(tuple(trails), by_id, meetings)


def _meeting(name: str) -> Meeting:
    return Meeting(name, f"{name}.txt", "Board", "Board", "board", dt.date.fromisoformat(name.removeprefix("board-")))


def about(of: Action, **other: Any) -> About:
    """Return what the ledger keeps of an action."""
    met = dt.date.fromisoformat(of.meeting.removeprefix("board-"))
    owners = tuple(p.label for p in of.owners)
    return replace(About(of.id, of.text, of.meeting, "board", met, owners, of.due), **other)


def entry(of: Action, what: What, *value: str, day: dt.date = MAY, seq: int = 1, other: Action | None = None) -> Entry:
    """Return an entry by A. Smith on that day."""
    return Entry(
        seq=seq,
        at=dt.datetime.combine(day, NOON),
        day=day,
        who="A. Smith",
        via="command line",
        what=what,
        value=value or ((other.id,) if other else ()),
        why="" if what in ("comment", "evidence") else "told so",
        about=about(of),
        other=about(other) if other else None,
    )


def book(held: Minutes, *entries: Entry, day: dt.date = dt.date(2024, 12, 31)) -> Book:
    """Return minutes and entries, numbered in the order given, as they stand on a day."""
    numbered = tuple(replace(each, seq=seq) for seq, each in enumerate(entries, start=1))
    return Book(match(held, Entries(numbered)), day)
