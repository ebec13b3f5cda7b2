"""Invented minutes of one parish, a meeting a text, for tests of trails: read, parsed and extracted by the real stages."""

from __future__ import annotations

import datetime as dt
from textwrap import dedent

from assurance_bot.extract import extract
from assurance_bot.parse.meeting import parse_meeting
from assurance_bot.records import Extract, Mention, Trail
from assurance_bot.trail import link
from making import document_of

HEAD = """
    # {body}

    Minutes of the meeting held on {day}

    **Present:** Hanna Ford (HF), Piers Oldacre (PO), Ruth Lamb (RL)

"""


def minutes(day: str, text: str, *, body: str = "Northwold Parish Council") -> Extract:
    """Return what is extracted from a meeting of that day (YYYY-MM-DD)."""
    date = dt.date.fromisoformat(day)
    head = dedent(HEAD).format(body=body, day=f"{date.day} {date:%B %Y}")
    document = document_of(head + dedent(text), source=f"northwold/{body.split(maxsplit=1)[0]}-{day}.md")
    meeting, _ = parse_meeting(document)
    assert meeting.date == date
    return extract(meeting, document)[0]


def trails(*meetings: tuple[str, str]) -> list[Trail]:
    """Return the trails over meetings given as (day, text)."""
    return link([minutes(day, text) for day, text in meetings])


def about(found: list[Trail], words: str) -> Trail:
    """Return the one trail of which a certain mention holds the words."""
    held = [t for t in found if any(words in q.text for m in t.mentions if m.certain for q in m.quotes)]
    assert len(held) == 1, [t.title for t in found]
    return held[0]


def days(trail: Trail) -> list[str]:
    """Return the days of the certain mentions, in order, each once."""
    return list(dict.fromkeys(str(m.date) for m in trail.mentions if m.certain))


def on(trail: Trail, day: str) -> list[Mention]:
    """Return the mentions of a day."""
    return [m for m in trail.mentions if str(m.date) == day]
