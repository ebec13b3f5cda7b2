"""A whole generation for other programs: the object that `export --format json` prints."""

from __future__ import annotations

import datetime as dt

from assurance_bot.answer import book
from assurance_bot.answer.known import Generation
from assurance_bot.records import AnyRecord
from assurance_bot.render.data import Data, acronym_export, meeting_export, problem_export, trail_export
from assurance_bot.store import Kind

_KINDS: tuple[Kind, ...] = ("action", "statement", "question", "decision", "figure", "reference")


def export(generation: Generation, *, today: dt.date) -> Data:
    """Return everything in a generation, drafts that a final version replaces left out; trails as they stand on `today`.

    Raises LedgerError.
    """
    register = generation.register
    by_meeting: dict[str, list[AnyRecord]] = {}
    for kind in _KINDS:
        for record in register.find(kind):
            by_meeting.setdefault(record.meeting, []).append(record)
    trails = [
        trail_export(trail, status=now.status, due=now.due, owners=now.owners, effects=now.effects)
        for trail, now in book(generation, day=today).standings
    ]
    return {
        "generation": generation.name,
        "as_of": today.isoformat(),
        "meetings": [meeting_export(m, by_meeting.get(m.id, ())) for m in register.meetings()],
        "trails": trails,
        "glossary": [acronym_export(a) for a in register.acronyms()],
        "problems": [problem_export(p) for p in register.problems()],
    }
