"""From what somebody wants noted to an entry, or to the sentence that says why it cannot be.

What is allowed but odd (closing what is closed) is noted, and remarked on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from assurance_bot.dates import in_words, read_day
from assurance_bot.document import fold
from assurance_bot.errors import NoteError, NotFoundError
from assurance_bot.ledger.book import Book
from assurance_bot.ledger.effects import SETS, Noted
from assurance_bot.ledger.entries import WHATS, About, Entry, What, labels
from assurance_bot.ledger.matching import Minutes, abouts
from assurance_bot.ledger.wording import STATUSES, done
from assurance_bot.records import Trail

LONGEST = 2000
"""Characters that a value or a reason may have."""

NO_DATE = "none"
"""What is written for a due date that is to be taken away."""

_UNEXPLAINED: tuple[What, ...] = ("evidence", "comment")  # their words are their reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants noted: `what` of `action` (an id or its beginning), with a value, for a reason.

    `at` is the instant, in the time zone of whoever writes: its day there is the day of the entry.
    """

    action: str
    what: str
    value: tuple[str, ...] = ()
    why: str = ""
    who: str
    via: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Drafted:
    """An entry that makes sense, still without its number, and what is to be remarked on it."""

    entry: Entry
    remarks: tuple[str, ...] = ()


def draft(book: Book, wish: Wish) -> Drafted:
    """Return the entry that a wish comes to. Raises NoteError, DateError, NotFoundError; ValueError for a naive time."""
    if wish.at.tzinfo is None:
        raise ValueError("the time of an entry needs a time zone")
    what = next((w for w in WHATS if w == wish.what.strip().lower()), None)
    if what is None:
        raise NoteError(f"An action cannot be noted as {wish.what!r}. What can be noted: {', '.join(WHATS)}.")
    who, why = clean(wish.who), clean(wish.why)
    value = tuple(filter(None, map(clean, wish.value)))
    if not who:
        raise NoteError("Say who notes it: an entry without a name proves nothing.")
    if not why and what not in _UNEXPLAINED:
        raise NoteError("Say why: the reason is kept with the entry.")
    written = _Drafting(book, what, value, wish.at)
    about, trail = written.subject(wish.action)
    read, other, remarks = _READ[what](written, about, trail)
    entry = Entry(
        at=wish.at, day=wish.at.date(), who=who, via=clean(wish.via), what=what, value=read, why=why, about=about,
        other=other,
    )  # fmt: skip
    return Drafted(entry, remarks)


def clean(words: str) -> str:
    """Return words on one line, as they can be stored. Raises NoteError where they are too many."""
    kept = fold("".join(c if c.isprintable() else " " for c in words.encode("utf-8", "replace").decode()))
    if len(kept) > LONGEST:
        raise NoteError(f"That is {len(kept):,} characters; at most {LONGEST:,} can be noted. Link to the rest.")
    return kept


_Read = tuple[tuple[str, ...], About | None, tuple[str, ...]]
"""The value to keep, the other action, what is to be remarked."""


@dataclass(frozen=True)
class _Drafting:
    """One entry being drafted."""

    book: Book
    what: What
    value: tuple[str, ...]
    at: dt.datetime

    @property
    def minutes(self) -> Minutes:
        return self.book.minutes

    def subject(self, name: str) -> tuple[About, Trail | None]:
        """Return the action that is noted on and its trail; what is to be attached has none any more."""
        if self.what == "attach":
            return self._lost(name), None
        action = self.minutes.find(name)
        return self.minutes.about(action), self.book.trail_of(action)

    def _lost(self, name: str) -> About:
        known = {a.action: a for e in self.book.matched.entries.all for a in abouts(e)}
        wanted = clean(name).casefold()
        ids = [a for a in known if wanted and a.casefold().startswith(wanted)]
        if len(ids) != 1:
            gone = tuple(dict.fromkeys(e.action for e in self.book.matched.orphans))
            raise NotFoundError("entry on an action", name, near=tuple(ids) or gone)
        if ids[0] in self.minutes.homes:
            raise NoteError(f"{ids[0]} is in the minutes, so its entries stay with it. To join two actions, link them.")
        return known[ids[0]]

    def noted(self, trail: Trail | None) -> Noted | None:
        return self.book.noted(trail) if trail else None

    def nothing(self, _: About, trail: Trail | None) -> _Read:
        """Close or reopen."""
        if self.value:
            raise NoteError(f"There is nothing to say after “{self.what}” but why. Left over: {' '.join(self.value)}")
        now = self.noted(trail)
        if now is None or now.status != SETS[self.what]:
            return (), None, ()
        by = now.by_hand("close", "reopen")
        told = done(by) if by else f"by the minutes of {in_words(now.since.date)}" if now.since.date else ""
        return (), None, (f"It was {STATUSES[now.status]} already: {told}.",)

    def day(self, _: About, trail: Trail | None) -> _Read:
        if not self.value:
            raise NoteError(f"Give the new due date, as 2019-03-01 or 1 March 2019, or “{NO_DATE}”.")
        words = " ".join(self.value)
        due = None if words.lower() == NO_DATE else read_day(words, today=self.at.date())
        now = self.noted(trail)
        remarks = []
        if due and due < self.at.date():
            remarks.append(f"{in_words(due)} has gone by.")
        if now and now.due == due:
            remarks.append(f"It was {f'due on {in_words(due)}' if due else 'without a due date'} already.")
        return ((due.isoformat(),) if due else ()), None, tuple(remarks)

    def owners(self, _: About, trail: Trail | None) -> _Read:
        """Return the owners by the names that the minutes know them by."""
        if not self.value:
            raise NoteError("Say who the owner is: an office or a name.")
        parties = dict.fromkeys(map(self.book.party, self.value))
        found = tuple(dict.fromkeys(p.label for p in parties))
        remarks = [f"“{p.written}” is no office or person the minutes name." for p in parties if p.label == p.written
                   and not p.role and not p.person]  # fmt: skip
        now = self.noted(trail)
        if now and labels(now.owners) == tuple(sorted(found)):
            remarks.append("That was the owner already.")
        return found, None, tuple(remarks)

    def words(self, _: About, __: Trail | None) -> _Read:
        if not self.value:
            raise NoteError("Give the words, or a link.")
        return (clean(" ".join(self.value)),), None, ()

    def link(self, about: About, trail: Trail | None) -> _Read:
        other = self._other(about)
        if self.book.trail_of(other.action) is trail:
            raise NoteError(f"{about.action} and {other.action} are one action already.")
        return (other.action,), other, ()

    def unlink(self, about: About, trail: Trail | None) -> _Read:
        """Part from the action named, or from the one that began the trail."""
        first = self.minutes.first(trail) if trail else about.action
        if not self.value and first == about.action:
            raise NoteError(f"{about.action} began its trail. Name the action to part it from.")
        other = self._other(about) if self.value else self.minutes.about(first)
        possible = any(m.action == about.action for m in self._trail(other).mentions)
        if self.book.trail_of(other.action) is not trail and not possible:
            raise NoteError(f"{about.action} and {other.action} are two actions already.")
        return (other.action,), other, ()

    def attach(self, about: About, _: Trail | None) -> _Read:
        other = self._other(about)
        return (other.action,), other, ()

    def _trail(self, about: About) -> Trail:
        return self.book.trail_of(about.action) or self.minutes.homes[about.action]

    def _other(self, about: About) -> About:
        if len(self.value) != 1:
            raise NoteError("Give the id of one other action.")
        action = self.minutes.find(self.value[0])
        if action == about.action:
            raise NoteError(f"{action} cannot be joined to, or parted from, itself.")
        return self.minutes.about(action)


_READ: dict[What, Callable[[_Drafting, About, Trail | None], _Read]] = {
    "close": _Drafting.nothing,
    "reopen": _Drafting.nothing,
    "redate": _Drafting.day,
    "reassign": _Drafting.owners,
    "owner": _Drafting.owners,
    "link": _Drafting.link,
    "unlink": _Drafting.unlink,
    "evidence": _Drafting.words,
    "comment": _Drafting.words,
    "attach": _Drafting.attach,
}
