"""What came of a question asked in a meeting: how it was answered, in which words, and when it was asked again."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from assurance_bot.dates import in_words
from assurance_bot.document import Quote
from assurance_bot.records import AnyRecord, Extract, Question, Statement
from assurance_bot.replies import Answered, Repeated, Replied, repeated, replied
from assurance_bot.store import Kind, Register
from assurance_bot.trail import series_of

_SAID: dict[Answered, str] = {
    "answered": "A reply is recorded.",
    "partly": "Answered in part.",
    "deferred": "The answer was put off.",
    "none": "No answer is recorded.",
    "unclear": "Put in writing with others; which of the replies is meant for it the minutes do not show.",
}


@lru_cache(maxsize=512)
def _of_meeting(register: Register, meeting: str) -> tuple[Extract, dict[str, Replied]]:
    """Return the questions, statements and actions of a meeting, and what came of each question; worked out once."""
    whole = register.meeting(meeting)
    passages = [f"{meeting}#{p.index}" for p in whole.passages]
    records: list[AnyRecord] = [
        *register.find("statement", passages=passages, drafts=True),
        *register.find("question", passages=passages, drafts=True),
        *register.find("action", passages=passages, drafts=True),
    ]
    extract = Extract(whole, tuple(records), ())
    return extract, {r.question.id: r for r in replied(extract)}


@lru_cache(maxsize=64)
def _asked_again(register: Register, body: str) -> dict[str, Repeated]:
    """Return by the id of each question of a body the run of meetings in which it was asked, where it was more than one."""
    held = {m.id: m for m in register.meetings() if series_of(m) == body}
    records: dict[str, list[AnyRecord]] = {meeting: [] for meeting in held}
    kinds: tuple[Kind, ...] = ("statement", "question", "action")
    for record in (r for kind in kinds for r in register.find(kind, meetings=held)):
        records[record.meeting].append(record)
    runs = repeated(Extract(meeting, tuple(records[name]), ()) for name, meeting in held.items())
    return {time.question.id: run for run in runs for time in run.times}


@lru_cache(maxsize=16)
def _bodies(register: Register) -> dict[str, str]:
    """Return the body of each meeting, drafts too, as it is told apart from others."""
    return {meeting.id: series_of(meeting) for meeting in register.meetings(drafts=True)}


def _run(register: Register, question: AnyRecord) -> Repeated | None:
    """Return the run of meetings in which a question was asked, None where it was one alone."""
    return _asked_again(register, _bodies(register)[question.meeting]).get(question.id)


def outcome(register: Register, question: Question, *, day: dt.date) -> tuple[str, tuple[Quote, ...]]:
    """Return a sentence on what came of a question by a day, and the words that show it."""
    told = _of_meeting(register, question.meeting)[1].get(question.id)
    if told is None:
        return "", ()
    said = _SAID[told.answered]
    run = _run(register, question)
    times = [t for t in run.times if t.date and t.date <= day] if run else []
    days = ", ".join(in_words(t.date) for t in times if t.date and t.question.id != question.id)
    said += f" Asked {len(times)} times; also on {days}." if days else ""
    return said, (told.deciding,) if told.deciding else ()


def first_asked(register: Register, question: AnyRecord) -> str:
    """Return the id of the question of which this one is the same asked again, its own where it is no other."""
    run = _run(register, question)
    return run.times[0].question.id if run else question.id


def answered(register: Register, question: Question) -> Answered | None:
    """Return how a question was answered at its meeting, None where that is not known."""
    told = _of_meeting(register, question.meeting)[1].get(question.id)
    return told.answered if told else None


def repliers(register: Register, question: Question) -> frozenset[str | None]:
    """Return the offices and names of those who reply to a question."""
    if not question.replies:
        return frozenset()
    told = _of_meeting(register, question.meeting)[0]
    said = [r for r in told.records if isinstance(r, Statement) and r.id in question.replies]
    return frozenset(name for r in said for p in r.speakers for name in (p.role, p.person) if name)
