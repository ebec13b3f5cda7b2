"""A finding's people, standing and place in words, as a person would cite them: "page 2, lines 14–16", "16 days overdue".

What the minutes do not tell is said not to be told; nothing here rewords what they do.
"""

import datetime as dt
import re

from assurance_bot.answer import Answer, Finding, Searched
from assurance_bot.answer.wording import count
from assurance_bot.dates import in_words
from assurance_bot.document import Locator
from assurance_bot.ledger import STATUSES, What
from assurance_bot.records import (
    ENDED,
    Action,
    AnyRecord,
    Decision,
    Fact,
    Figure,
    Meeting,
    Mention,
    Narrative,
    Party,
    Question,
    Statement,
    Status,
)

_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def harmless(words: str) -> str:
    """Return words without what a terminal would obey: control characters and marks of direction are shown as U+FFFD."""
    return _OBEYED.sub("\ufffd", words)


def party(who: Party) -> str:
    """Return the office and who holds it: "CC (Jane Doe)"; what the minutes only imply is marked so."""
    holder = who.person if who.role and who.person != who.label else None
    extra = ", ".join(filter(None, (holder, "implied" if who.inferred else None)))
    return f"{who.label} ({extra})" if extra else who.label


def parties(all_of: tuple[Party, ...]) -> str:
    """Return several parties, parted by commas, "and" before the last."""
    names = [party(who) for who in all_of]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def owners(all_of: tuple[Party, ...]) -> str:
    """Return who must do it, within a sentence: "CC (Jane Doe)", "no owner named"."""
    return parties(all_of) or "no owner named"


def who(record: AnyRecord) -> str:
    """Return what kind of record this is and whose: "Commitment by CC (Jane Doe)"."""
    if isinstance(record, Action):
        return f"Action for {parties(record.owners)}" if record.owners else "Action, no owner named"
    if isinstance(record, Statement):
        kind = record.nature.capitalize()
        return f"{kind} by {parties(record.speakers)}" if record.speakers else f"{kind}, speaker not named"
    if isinstance(record, Question):
        return _question(record)
    if isinstance(record, Decision):
        return f"Decision: {record.outcome}"
    if isinstance(record, Figure):
        return f"Figure from {parties(record.speakers)}" if record.speakers else "Figure"
    if isinstance(record, Fact):
        return f"{record.asked.capitalize()}: {', '.join(filter(None, (record.value, record.role)))}"
    if isinstance(record, Narrative):
        return "In the minutes, no speaker could be told"
    return "Reference to another meeting" if record.to_meeting else "Reference to another day"


def owner(action: Action) -> str:
    """Return who must do it: "CC (Jane Doe)"."""
    return parties(action.owners) or "No owner named"


def _question(record: Question) -> str:
    kind = "Written question" if record.written else "Question"
    asker = f" by {party(record.asker)}" if record.asker else ", asker not named"
    return kind + asker + (f" to {party(record.asked_of)}" if record.asked_of else "")


def standing(finding: Finding) -> str:
    """Return how an action stands on the day asked about: "open, due 13 February 2019, 16 days overdue"; else ""."""
    record = finding.record
    if not isinstance(record, Action):
        return ""
    return stands(finding.status or record.status, record.due, finding.overdue_days, due_text=record.due_text)


def stands(status: Status, due: dt.date | None, overdue_days: int | None, *, due_text: str | None = None) -> str:
    """Return the same of a status, a due date and the words for it."""
    past = status in ENDED
    late = f"{count(overdue_days, 'day')} overdue" if overdue_days else ""
    return ", ".join(filter(None, (STATUSES[status], due_words(due, due_text, past=past), late)))


def due_words(due: dt.date | None, due_text: str | None, *, past: bool) -> str:
    """Return the due date in words: "due 4 April 2023", "was due 4 April 2023" of what has ended; "" where that has none."""
    word = "was due" if past else "due"
    if due:
        return f"{word} {in_words(due)}"
    if due_text:
        return f"{word} “{due_text}”"
    return "" if past else "no due date given"


def by_office(finding: Finding, *whats: What) -> str:
    """Return "noted by your office" where an entry of the ledger of one of these kinds holds, "" where the minutes tell."""
    noted = any(effect.holds and effect.entry.what in whats for effect in finding.effects)
    return "noted by your office" if noted else ""


def mentioned(mention: Mention) -> str:
    """Return how an action stands by one mention, and by what that is tied to it: "open, due 5 May 2024, set here"."""
    due = f", due {in_words(mention.due)}" if mention.due else ""
    return f"{mention.status}{due}, {mention.link}" + ("" if mention.certain else " (possible link)")


def sitting(meeting: Meeting) -> str:
    """Return a meeting's title and date; that they are drafts is said of draft minutes."""
    date = in_words(meeting.date) if meeting.date else "date not known"
    return f"{meeting.title or meeting.body}, {date}" + (" (draft minutes)" if meeting.version == "draft" else "")


def place(locator: Locator) -> str:
    """Return where words stand: "page 2, lines 14–16, minutes/2019-01.txt"."""
    page = f"page {locator.page}" if locator.page else ""
    one = locator.line == locator.last_line
    lines = f"line {locator.line}" if one else f"lines {locator.line}–{locator.last_line}"
    return ", ".join(filter(None, (page, lines, locator.source)))


def searched(what: Searched) -> str:
    """Return what was looked through: "Searched 24 meetings, 9 January 2018 to 12 December 2019."."""
    if not what.meetings:
        return "No meetings were searched: none are indexed for this."
    days = " to ".join(dict.fromkeys(in_words(date) for date in (what.start, what.end) if date))
    return f"Searched {count(what.meetings, 'meeting')}" + (f", {days}." if days else ".")


def searched_in(answer: Answer) -> str:
    """Return the same of an answer; where what was asked is none of our business, nothing was."""
    return "No meetings were searched." if answer.query.subject == "none" else searched(answer.searched)
