"""The few sentences of our own around the quotes: how a question was read, what was counted, what would work."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from assurance_bot.answer.shapes import NATURE_OF, Finding
from assurance_bot.dates import in_words
from assurance_bot.query import FactName, Query, Shape, Vocabulary, acting
from assurance_bot.records import Action, Statement

OUTSIDE = "I am sorry, I can only find and quote what the minutes say: who promised, asked, decided and owes what."
"""What is said to those who ask what is none of our business."""
QUOTED = "This quotes the minutes and does not summarise them: what is found is given in its own words."
"""What is said to those who ask for a summary."""
NO_MINUTES = "No minutes here hold"
"""How a note begins that tells which words of the topic stand nowhere."""

_SUBJECT = {
    "said": "what was said",
    "actions": "actions",
    "commitments": "commitments",
    "assurances": "assurances",
    "challenges": "challenges",
    "questions": "questions asked",
    "decisions": "decisions",
    "figures": "figures",
    "handover": "what the next holder takes over",
    "facts": "meetings",
    "none": "outside the minutes",
}
_SHAPES: dict[Shape, str] = {
    "history": "history, oldest first",
    "last": "when last raised",
    "first": "when first raised",
    "often": "in how many meetings",
    "done": "when it was done",
    "changed": "what changed",
    "brief": "all that a meeting needs",
}
_STATUSES = {
    "any": "actions",
    "all": "all actions",
    "due": "actions not yet due",
    "reported": "actions reported on and not closed",
    "superseded": "replaced actions",
}
_ORDERS = {
    "late": "longest overdue first",
    "oldest": "oldest first",
    "newest": "newest first",
    "owner": "by owner",
}
FACTS: dict[FactName, str] = {
    "present": "who was there",
    "last present": "last there",
    "attendance": "attendance",
    "apologies": "apologies and absences",
    "chair": "who was in the chair",
    "other chair": "meetings with another in the chair",
    "minutes": "who took the minutes",
    "venue": "where it was held",
    "time": "when it began",
    "sitting": "when and where it was held",
    "marking": "protective marking",
    "next": "the next meeting",
    "last meeting": "the last meeting held",
    "meetings": "meetings held",
    "holder": "who held the office",
    "takeover": "when the office passed",
}
"""What is asked, in words, for the line that tells how a question was understood."""

_ONE = {
    "question": "question",
    "decision": "decision",
    "figure": "figure",
    "reference": "reference",
    "narrative": "passage",
    "fact": "fact",
}


def count(number: int, noun: str) -> str:
    """Return "1 day", "16 days", "1,200 days"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def understood(query: Query, names: Vocabulary) -> str:
    """Return the reading in words.

    For example "commitments · Chief Constable (CC) · IVM, integrated victim management · all meetings".
    """
    if query.subject == "none":
        return kinds(query)
    roles = dict.fromkeys(name for role in query.roles for name in acting(role, names.offices))
    who = [f"{names.offices[r]} ({r})" if names.offices.get(r, r) != r else r for r in roles]
    named = " or ".join([*who, *query.people])
    if query.asker:
        put_to = [name for name in (*query.roles, *query.people) if name not in query.asker]
        named = f"{' or '.join(query.asker)} to {' or '.join(put_to)}"
    parts = [
        _asked_for(query),
        named,
        ", ".join(filter(None, (_topic(query), *query.also))),
    ]
    left_out = [*query.without, *(names.offices.get(each, each) for each in query.besides)]
    parts += [f"without {' or '.join(left_out)}"] if left_out else []
    return " · ".join([*filter(None, parts), *_chosen(query), _when(query) or "all meetings"])


def _asked_for(query: Query) -> str:
    """Return the kind of record and the shape of the answer: "decisions, when last raised"."""
    subject = FACTS[query.fact] if query.fact else kinds(query)
    shape = _SHAPES.get(query.shape, "")
    if query.shape != "found" and query.subject == "said":
        return shape
    return f"{subject}, {shape}" if shape else subject


def _when(query: Query) -> str:
    """Return the days asked for, with what happened to an action on them where that is not plain: "due in March"."""
    return f"{query.choice.by} {query.when}" if query.when and query.choice.by else query.when


def _chosen(query: Query) -> Iterator[str]:
    """Yield what else a list must fulfil, and its order."""
    choice = query.choice
    told = {
        choice.reference: bool(choice.reference),
        f"in {query.body}": bool(query.body),
        "no owner named": choice.owners == "none",
        "two owners or more": choice.owners == "several",
        "theirs at any time": choice.ever and bool(query.roles or query.people),
        "not mentioned since": choice.lapsed,
        "due date moved": choice.moved and not choice.twice,
        "due date moved more than once": choice.moved and choice.twice,
        "no due date": choice.undated,
        "closed before": choice.reopened,
        "nothing shown of what was done": choice.unproven,
        " or ".join(choice.outcomes): bool(choice.outcomes),
        "put in writing": choice.written,
        "sums of money": choice.money,
        f"by {choice.late_by:,} days or more": choice.late_by > 0,
        "no answer recorded": choice.unanswered,
    }
    yield from (words for words, asked in told.items() if asked)
    if choice.order:
        yield _ORDERS[choice.order]


def kinds(query: Query) -> str:
    """Return what kind of record is asked for: "commitments", "overdue actions"."""
    if query.subject != "actions":
        return _SUBJECT[query.subject]
    return _STATUSES.get(query.status, f"{query.status} actions")


def _topic(query: Query) -> str:
    """Return the topic, in quotation marks what must stand as worded."""
    words = query.topic or ", ".join(query.exact)
    for phrase in query.exact:
        words = words.replace(phrase, f"“{phrase}”", 1)
    return words


def summary(query: Query, findings: Sequence[Finding], *, today: dt.date) -> str:
    """Return one sentence of counts: what was found, and for actions on which day they stand so."""
    if query.subject == "none":
        return OUTSIDE
    if not findings:
        return "Nothing found."
    counted = Counter(_kind(query, f) for f in findings)
    if set(counted) == {"other statement"}:
        return f"Found no {_SUBJECT[query.subject]}; {_others(len(findings))} on this."
    said = ", ".join(f"{n:,} {kind}" + ("" if n == 1 else "s") for kind, n in counted.items())
    when = f" as at {in_words(today)}" if query.subject == "actions" else ""
    return f"Found {said}{when}."


def _others(number: int) -> str:
    return "1 other statement of theirs" if number == 1 else f"{number:,} other statements of theirs"


def _kind(query: Query, finding: Finding) -> str:
    """Return what to call a finding when it is counted."""
    record = finding.record
    if isinstance(record, Action):
        late = finding.overdue_days is not None and query.status == "overdue"
        return f"{'overdue' if late else finding.status or record.status} action"
    if isinstance(record, Statement):
        wanted = NATURE_OF.get(query.subject)
        if wanted is None or record.nature == wanted:
            return wanted or "statement"
        return "other statement"
    return _ONE[type(record).__name__.lower()]


def unused(query: Query) -> list[str]:
    """Return what to say of the words of a question that were read and not used, each a sentence."""
    said = []
    if query.unread and not query.empty:
        said.append("I could not use: " + ", ".join(f"“{words}”" for words in query.unread) + ".")
    if query.subject == "decisions" and (query.roles or query.people):
        said.append("Decisions are the meeting's: those whose words name who was asked for come first.")
    return said


def nothing(query: Query) -> str:
    """Return what to say of words that ask nothing that can be looked for."""
    if query.unread:
        return f"I could not make out a question in “{query.unread[0]}”."
    return "I could not make out a question."


def would_work(questions: Sequence[str]) -> list[str]:
    """Return a sentence that offers questions, none where there are none."""
    return ["These would work: " + "; ".join(f"“{each}”" for each in questions) + "."] if questions else []
