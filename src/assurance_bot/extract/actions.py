"""Actions: tasks given. Marked ones first (a heading, "ACTION:", a table, a column of owners, a matter brought forward).

Undertakings in prose are actions only where the minutes mark none: where they do, what is not marked is a commitment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assurance_bot.dates import Due, find_due, read_due_cell
from assurance_bot.document import Quote, Span
from assurance_bot.extract.owners import doer, owners_in, read_owners
from assurance_bot.extract.reading import Reading
from assurance_bot.extract.speech import Spoken
from assurance_bot.extract.statuses import TAG, cell_status, status_of
from assurance_bot.prose import sentences
from assurance_bot.records import Action, Party, Status

MARKER = re.compile(
    r"(?:^|(?<=[.;:!?]\s)|(?<=\s{2}))(?:\*\*)?(?:A(?:CTION|ction)S?(?:\s+(?:[Pp]oints?|POINTS?|[Ii]tems?))?|AP|AI)(?P<rest>(?:\s*\([^()]{1,30}\)|\s+(?!to\b)[A-Z0-9][\w./&-]*(?:(?:\s*(?:,|/|&|and)\s*|\s+)[A-Z0-9][\w./&-]*){0,3})?)"
    r"\s*(?:\*\*)?\s*(?::\s*[–—-]?|–|—|\s-\s)\s*(?=\S)"
)  # "ACTION AP 5/23 – ", "Action JR: ", "AI(jane): "
REFERENCE = re.compile(
    r"\b(?:(?:AP|AL|Action|Ref|A|ACT)[\s-]?(?:no\.?\s*)?)?\d{1,3}\s?/\s?\d{2,4}(?:[./]\d{1,3})?\b|\b[A-Z]{1,4}\d{2,4}[/-]\d{1,4}\b"
)  # "AP 5/23"
_TASK = re.compile(
    r"\b(?:agreed|requested|asked|required|commissioned|to provide|to bring|to report|should|must|will be)\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"^\W*(?:none|nil|no (?:new )?actions?.*|n/?a|there were no .*)\W*$", re.IGNORECASE)
_SUPERSEDES = re.compile(r"\b(?:in place of|replac(?:es|ing)|supersed(?:es|ing)|instead of)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Task:
    """A task found, before dates and status: its words, and what its layout says beside them."""

    spoken: Spoken
    quote: Quote
    owners: tuple[Party, ...]
    reference: str | None = None
    due_cell: str = ""
    status_cell: str = ""
    evidence: tuple[Quote, ...] = ()
    arising: Quote | None = None
    status: Status | None = None


def find(reading: Reading) -> Iterator[Action]:
    """Yield the actions of a meeting in order of place."""
    tasks = [t for spoken in reading.spoken for t in _marked(reading, spoken)]
    tasks += _brought_forward(reading)
    if not tasks:
        tasks = []
    for task in sorted(tasks, key=lambda t: (t.quote.spans[0], t.quote.spans[-1].end)):
        yield _action(reading, task)


def _marked(reading: Reading, spoken: Spoken) -> Iterator[_Task]:
    passage, text = spoken.passage, spoken.flow.text
    columns = dict(passage.columns)
    if passage.form == "label" or passage.label == "attendance" or _NOTHING.match(text):
        return
    if passage.form == "row":
        if "owner" in columns or "due" in columns or (passage.label == "actions" and columns):
            yield from _row(reading, spoken, columns)
    elif MARKER.search(text):
        yield from _inline(reading, spoken)
    elif passage.label == "actions":
        yield _plain(reading, spoken, 0, len(text))


def _words(reading: Reading, spans: tuple[Span, ...]) -> str:
    return reading.document.flow(spans).text


def _row(reading: Reading, spoken: Spoken, columns: dict[str, tuple[Span, ...]]) -> Iterator[_Task]:
    """A row of an action table or log, or a paragraph with owners in the column beside it."""
    cells = {name: _words(reading, spans) for name, spans in columns.items()}
    owners = read_owners(cells.get("owner", ""), reading.people)
    logged = "status" in cells or "due" in cells or "reference" in cells
    if not owners and not logged:
        return
    told = cells.get("status", "") or cells.get("update", "")
    evidence = tuple(reading.document.quote(columns[c]) for c in ("status", "update") if columns.get(c))
    yield _Task(
        spoken,
        reading.quote(spoken),
        owners or owners_in(spoken.flow.text, reading.people),
        cells.get("reference") or _reference(spoken.flow.text),
        due_cell=cells.get("due", ""),
        status_cell=told,
        evidence=evidence,
    )


def _inline(reading: Reading, spoken: Spoken) -> Iterator[_Task]:
    """Each "ACTION …:" of a passage, its words up to the next marker; several tasks in one where each names its owner."""
    text = spoken.flow.text
    markers = list(MARKER.finditer(text))
    for i, marker in enumerate(markers):
        end = markers[i + 1].start() if i + 1 < len(markers) else len(text)
        rest = marker["rest"].strip(" ()")
        reference = _reference(rest)
        named = read_owners(REFERENCE.sub("", rest), reading.people) if rest else ()
        for start, stop in _tasks_in(text[marker.end() : end], reading):
            words = text[marker.end() + start : marker.end() + stop]
            if _NOTHING.match(words):
                continue
            quote = reading.quote(spoken, marker.end() + start, marker.end() + stop)
            yield _Task(spoken, quote, named or owners_in(words, reading.people), reference)


def _tasks_in(words: str, reading: Reading) -> list[tuple[int, int]]:
    """Part "A to do this. B to do that." into its tasks; anything else is one task."""
    found = sentences(words)
    if len(found) > 1 and all((d := doer(words[s:e], reading.people)) and d[1] <= 4 for s, e in found):
        return found
    return [(found[0][0], found[-1][1])] if found else []


def _plain(reading: Reading, spoken: Spoken, start: int, end: int) -> _Task:
    words = spoken.flow.text[start:end]
    tag = TAG.search(words)
    status = status_of(tag["tag"]) if tag else None
    evidence = (reading.quote(spoken, start + tag.start("tag"), start + tag.end("tag")),) if tag and status else ()
    if status and tag:
        end = start + tag.start()
    return _Task(
        spoken,
        reading.quote(spoken, start, end),
        owners_in(words, reading.people),
        _reference(words[:30]),
        evidence=evidence,
        status=status,
    )


def _reference(words: str) -> str | None:
    found = REFERENCE.search(words)
    return " ".join(found[0].split()) if found else None


def _brought_forward(reading: Reading) -> Iterator[_Task]:
    """Matters under "Action arising from the … meeting": the task, then what is told under "Update"."""
    spoken = reading.spoken
    for place, opener in enumerate(spoken):
        if opener.passage.form != "label" or opener.passage.label != "arising":
            continue
        matter = []
        for following in spoken[place + 1 :]:
            if following.passage.form == "label" and following.passage.label == "arising":
                break
            if following.passage.label == "" and following.passage.form == "label":
                break
            if following.passage.item is not None and following.passage.label not in (
                "arising",
                "update",
                "response",
                "findings",
            ):
                break
            matter.append(following)
        tasks = [s for s in matter if s.passage.label == "arising" and s.passage.form != "label"]
        told = [
            s for s in matter if s.passage.label in ("update", "response", "findings") and s.passage.form != "label"
        ]
        yield from _matter(reading, opener, tasks, told)


def _matter(reading: Reading, opener: Spoken, tasks: list[Spoken], told: list[Spoken]) -> Iterator[_Task]:
    """The tasks of one matter: each of several list entries where they name their owners, else its first task words."""
    if not tasks:
        return
    arising = reading.quote(opener)
    status, evidence = _told(reading, told)
    owned = [s for s in tasks if s.passage.form != "paragraph" and doer(s.flow.text, reading.people)]
    chosen = owned if len(owned) > 1 else tasks[:1]
    for spoken in chosen:
        start, end = _task_sentence(spoken.flow.text)
        words = spoken.flow.text[start:end]
        owners = owners_in(words, reading.people)
        yield _Task(
            spoken, reading.quote(spoken, start, end), owners or _answering(told), _reference(words),
            evidence=evidence, arising=arising, status=status,
        )  # fmt: skip


def _task_sentence(text: str) -> tuple[int, int]:
    """Return the sentence that sets the task: the first that says it was agreed or asked; else the first."""
    found = sentences(text)
    return next(((s, e) for s, e in found if _TASK.search(text[s:e])), found[0] if found else (0, len(text)))


def _told(reading: Reading, told: list[Spoken]) -> tuple[Status, tuple[Quote, ...]]:
    """Return what the update says of the matter, with the words; an update without a verdict is a report."""
    if not told:
        return "open", ()
    for spoken in told:
        for start, end in sentences(spoken.flow.text):
            words = spoken.flow.text[start:end]
            verdict = status_of(words)
            if verdict and verdict != "reported" and _of_action(words):
                return verdict, (reading.quote(spoken, start, end),)
    first = told[0]
    start, end = (first.utterances[0].start, first.utterances[0].end) if first.utterances else (0, len(first.flow.text))
    return "reported", (reading.quote(first, start, end),)


def _of_action(words: str) -> bool:
    """Say whether a sentence speaks of the action itself and not of something else that is complete or open."""
    bare = words.strip()
    return len(bare.split()) <= 4 or bool(
        re.search(
            r"\b(?:actions?|matter|item|AP\s?\d|it)\b.{0,80}\b(?:closed?|complete|carried|forward|open|superseded|replaced|discharged|outstanding)",
            bare,
            re.IGNORECASE,
        )
        or re.search(
            r"\b(?:carried|carry|brought) (?:it )?(?:forward|over)\b|\breopened\b|\b(?:re|dis)?charged\b|\bno further action\b",
            bare,
            re.IGNORECASE,
        )
    )


def _answering(told: list[Spoken]) -> tuple[Party, ...]:
    """Where no owner is written: the one who answered for the matter, marked as inferred."""
    for spoken in told:
        for utterance in spoken.utterances:
            if utterance.act == "say" and utterance.speakers and (utterance.reply or utterance.introduces):
                return tuple(Party(p.written, p.role, p.person, inferred=True) for p in utterance.speakers[:1])
    return ()


def _due(reading: Reading, task: _Task) -> Due | None:
    meeting = reading.meeting
    if meeting.date is None:
        return None
    if task.due_cell:
        return read_due_cell(task.due_cell, meeting=meeting.date, next_meeting=meeting.next_date)
    return find_due(task.quote.text, meeting=meeting.date, next_meeting=meeting.next_date)


def _action(reading: Reading, task: _Task) -> Action:
    due = _due(reading, task)
    due_text = None
    if due:
        due_text = task.due_cell.strip() or task.quote.text[due.start : due.end]
    status: Status = task.status or (cell_status(task.status_cell) if task.status_cell else "open")
    return Action(
        id=reading.name("Action", task.quote.text),
        meeting=reading.meeting.id,
        item=task.spoken.passage.item,
        passage=task.spoken.passage.index,
        quote=task.quote,
        lead_in=reading.lead_in(task.spoken.passage),
        owners=task.owners,
        due=due.date if due else None,
        due_text=due_text,
        due_rule=due.rule if due else None,
        reference=task.reference,
        arising=task.arising,
        status=status,
        evidence=task.evidence,
    )
