"""A Meeting to its records: one module a kind, each a function that yields records in order of place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from assurance_bot.bodies import NOTHING, Stated
from assurance_bot.document import Document, Problem
from assurance_bot.extract import actions, decisions, figures, matters, questions, references, statements
from assurance_bot.extract.heard import heard
from assurance_bot.extract.reading import Reading
from assurance_bot.glossary import find_acronyms
from assurance_bot.people import Directory, differences
from assurance_bot.records import AnyRecord, Extract, Meeting

FINDERS: list[Callable[[Reading], Iterator[AnyRecord]]] = [decisions.find, figures.find, references.find]


def extract(meeting: Meeting, document: Document, *, stated: Stated = NOTHING) -> tuple[Extract, list[Problem]]:
    """Return all that was found in a meeting, and what was odd about it; `stated` is what the settings say of its body."""
    people = Directory(meeting.attendance, document.text, stated=stated, heard=heard(document.text))
    reading = Reading(meeting, document, people, stated.nation or "ENG", stated.quarters or "calendar")
    tasks = list(actions.find(reading))
    said = list(statements.find(reading, tasks))
    asked = list(questions.find(reading, said))
    others = chain.from_iterable(find(reading) for find in FINDERS)
    found = Extract(
        meeting, (*tasks, *said, *asked, *others), find_acronyms(document, meeting), tuple(matters.find(reading))
    )
    return found, [Problem(meeting.source, None, message) for message in differences(meeting.attendance, stated)]
