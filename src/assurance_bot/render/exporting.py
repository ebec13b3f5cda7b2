"""A whole generation for other programs: the object that `export --format json` prints."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from assurance_bot.answer import book
from assurance_bot.answer.known import Generation
from assurance_bot.records import AnyRecord, Mention, Trail
from assurance_bot.render.data import Data, acronym_export, meeting_export, problem_export, trail_export
from assurance_bot.store import Kind

_KINDS: tuple[Kind, ...] = ("action", "statement", "question", "decision", "figure", "reference")


def export(generation: Generation, *, today: dt.date, whole: bool = True) -> Data:
    """Return everything in a generation, drafts that a final version replaces left out; trails as they stand on `today`.

    With `whole` False only what the minutes of that day or before say: nothing of later meetings. A due date that hangs on
    a later meeting stays its day, which the words mean. Raises LedgerError.
    """
    last = dt.date.max if whole else today
    register = generation.register
    meetings = [m for m in register.meetings() if m.date is None or m.date <= last]
    later = {m.source for m in register.meetings(drafts=True) if m.date and m.date > last}
    by_meeting: dict[str, list[AnyRecord]] = {}
    for kind in _KINDS:
        for record in register.find(kind):
            by_meeting.setdefault(record.meeting, []).append(record)
    trails = [
        trail_export(_by(trail, last), status=now.status, due=now.due, owners=now.owners, effects=now.effects)
        for trail, now in book(generation, day=today).standings
    ]
    return {
        "generation": generation.name,
        "as_of": today.isoformat(),
        "meetings": [meeting_export(m, by_meeting.get(m.id, ())) for m in meetings],
        "trails": trails,
        "glossary": [acronym_export(a) for a in register.acronyms() if a.source not in later],
        "problems": [problem_export(p) for p in register.problems() if p.source not in later],
    }


def _by(trail: Trail, last: dt.date) -> Trail:
    """Return a trail as the minutes told it by a day."""
    told = tuple(m for m in trail.mentions if m.date is None or m.date <= last)
    return replace(trail, mentions=told, replaced_by=trail.replaced_by if _replaced(trail, told) else None)


def _replaced(trail: Trail, told: tuple[Mention, ...]) -> bool:
    """Say whether the mentions tell that an action was replaced, where any does."""
    return len(told) == len(trail.mentions) or any(m.action == trail.replaced_by for m in told)
