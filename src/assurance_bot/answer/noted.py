"""The minutes of a generation and the ledger beside it, read together: every trail as it stands on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache, partial

from assurance_bot.answer.known import Generation, known, tracked
from assurance_bot.ledger import Book, Drafted, Entries, Matched, Minutes, Wish, draft, match
from assurance_bot.query import parse_query
from assurance_bot.records import Party
from assurance_bot.store import Register

_ANY_DAY = dt.date(2000, 1, 1)  # a name has no dates in it


def book(generation: Generation, *, day: dt.date) -> Book:
    """Return the minutes and the ledger as they stand on `day`. Raises LedgerError."""
    return book_of(generation.register, generation.ledger.entries(), day)


@lru_cache(maxsize=16)
def book_of(register: Register, entries: Entries, day: dt.date) -> Book:
    """Return the book of a register, published or not, kept for the next question of that day while nothing new is noted."""
    return Book(_matched(register, entries), day, partial(owner, register))


@lru_cache(maxsize=16)
def _matched(register: Register, entries: Entries) -> Matched:
    """Return the entries matched to the actions of a register; both stay as they are, so that it is done once."""
    return match(_minutes(register), entries)


@lru_cache(maxsize=16)
def _minutes(register: Register) -> Minutes:
    trails, actions = tracked(register)
    return Minutes(trails, actions, {meeting.id: meeting for meeting in register.meetings()})


@lru_cache(maxsize=256)
def owner(register: Register, name: str) -> Party:
    """Return the office or person that the minutes know by a name, as a question would be read; else the name as written."""
    names = known(register).vocabulary
    for short, title in names.offices.items():
        if name.casefold() in (short.casefold(), title.casefold()):
            return Party(name, role=short)
    for person in names.people:
        if name.casefold() == person.casefold():
            return Party(name, person=person)
    asked = parse_query(f"for {name}", vocabulary=names, today=_ANY_DAY, subject="actions")
    if asked.topic or len(asked.roles) + len(asked.people) != 1:
        return Party(name)
    return Party(name, role=next(iter(asked.roles), None), person=next(iter(asked.people), None))


def note(generation: Generation, wish: Wish) -> Drafted:
    """Write what somebody wants noted into the ledger; return the entry with its number, and what is odd about it.

    It is on disk when this returns. Raises NoteError, DateError, NotFoundError, LedgerError.
    """
    drafted = draft(book(generation, day=wish.at.date()), wish)
    return replace(drafted, entry=generation.ledger.append(drafted.entry))
