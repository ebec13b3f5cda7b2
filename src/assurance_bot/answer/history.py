"""All that is known of one action: what the minutes say of it and what the ledger does, in order of day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assurance_bot.answer.known import Generation
from assurance_bot.answer.noted import book
from assurance_bot.errors import NotFoundError
from assurance_bot.ledger import Book, Effect, Noted, sentences
from assurance_bot.records import Mention, Trail


@dataclass(frozen=True, slots=True)
class Step:
    """One thing said of an action: a mention in the minutes or an entry of the ledger, never both."""

    day: dt.date | None
    mention: Mention | None = None
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class History:
    """An action's steps up to a day; `trail` and `now` are None where the minutes have the action no more."""

    id: str
    trail: Trail | None
    now: Noted | None
    steps: tuple[Step, ...]
    generation: str
    as_of: dt.date


def history(generation: Generation, name: str, *, day: dt.date) -> History:
    """Return the history of the action that `name`, its id or a unique beginning of it, names.

    An old id will do where entries were written of it. Raises NotFoundError, LedgerError.
    """
    read = book(generation, day=day)
    old = name.strip().casefold()
    entries = [e for e in read.counted if e.action.casefold() == old]
    if entries and entries[0].action not in read.matched.now:
        lost = tuple(Step(e.day, effect=Effect(e)) for e in entries)
        return History(entries[0].action, None, None, lost, generation.name, day)
    action = read.matched.now[entries[0].action] if entries else read.minutes.find(name)
    trail = read.trail_of(action)
    if trail is None:
        raise NotFoundError("action", name)
    now = read.noted(trail)
    return History(read.minutes.first(trail), trail, now, _steps(read, trail, now), generation.name, day)


def remarks(generation: Generation, action: str, *, day: dt.date) -> str:
    """Return what the ledger says of the action of an id, in the sentences of a list; "" for nothing. Raises LedgerError."""
    read = book(generation, day=day)
    trail = read.trail_of(action)
    now = read.noted(trail) if trail else None
    return sentences(now.effects) if now else ""


def _steps(read: Book, trail: Trail, now: Noted | None) -> tuple[Step, ...]:
    """Return the steps in order of day; on one day the minutes come first, and entries in the order written."""
    told = [Step(m.date, mention=m) for m in trail.mentions if m.date is None or m.date <= read.day]
    noted = now.effects if now else tuple(Effect(entry) for entry in read.entries_of(trail))
    return tuple(sorted([*told, *(Step(e.entry.day, effect=e) for e in noted)], key=_when))


def _when(step: Step) -> tuple[dt.date, bool, int]:
    return step.day or dt.date.min, step.effect is not None, step.effect.entry.seq if step.effect else 0
