"""Matters: the places that tell how something stands, for the trails of what is followed from meeting to meeting.

A short passage is one place; of a long one, each sentence that tells. Nothing here is an action or an answer by itself.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from assurance_bot.document import Quote
from assurance_bot.extract.arising import BARE, is_keyed, told_of
from assurance_bot.extract.natures import is_commitment
from assurance_bot.extract.owners import doer, owners_in, read_owners
from assurance_bot.extract.reading import Reading
from assurance_bot.extract.speech import Spoken
from assurance_bot.extract.tasks import MARKER
from assurance_bot.extract.tellings import tellings
from assurance_bot.numbering import references_in
from assurance_bot.prose import sentences
from assurance_bot.records import Matter, Party, Status

SHORT = 30
"""A passage of no more words than this is one place."""

_SKIPPED = frozenset(("attendance", "summary", "questions"))
_STANDING = re.compile(
    r"^(?:\d[\d.]*\s*)?(?:a\.?o\.?c?\.?b\.?|any other (?:competent )?business.*|other business|(?:public|open) (?:forum|session|participation|question.*)|.*\breports?\b.*|matters? (?:arising|outstanding).*"
    r"|(?:actions?|business) (?:arising|outstanding).*|mmwr|correspondence.*|planning(?: applications?| matters)?|financ\w+(?: matters)?|accounts?|(?:date of )?next meetings?.*"
    r"|apologies.*|minutes.*|approval.*|welcome.*|introductions?.*|attendance.*|present|declarations?.*|items?|agenda.*|updates?|news|discussion|general|miscellaneous|closing.*|summary.*"
    r"|(?:previous|last) (?:minutes|meeting).*|holding to account|assurance.*|performance|budget|police|chair\w*.* remarks)\W*$",
    re.IGNORECASE,
)  # "Treasurer's report": what stands under it is no one matter
_LABEL = re.compile(
    r"^(?:(?:discussion |agenda )?(?:topics?|items?|points?|actions?|decisions?|questions?|recommendations?|resolutions?|motions?|notes?|agreed|noted|resolved|responses?|updates?|findings?|annex|appendix"
    r"|tables?|dates?|time|venue|present|apologies|chair\w*|owners?|leads?|due|status)(?:\s+(?:no\.?\s*)?[A-Z]{0,3}\s?\d[\d/.]*)?|.*\baccount)\W*$",
    re.IGNORECASE,
)  # "Discussion topic 4": it numbers or labels, and names no matter
_HEAD = re.compile(
    r"^(?P<title>[A-Z0-9][^.:;?!]{2,70}?)(?P<mark>:|\.(?=\s+[A-Z“‘\"]))\s+(?=\S)"
)  # "Dog fouling: it was …", "Street Lights. A resident …"
_NAMES = re.compile(
    r"\b(?:[A-Z][\w’'-]+|[A-Z]{2,}|[A-Z]?\d+)(?:\s+(?:(?:of|the|and|de|for)\s+)?(?:[A-Z][\w’'-]+|[A-Z]{2,}|\d+)){1,5}"
)  # "Bear Scotland"
_AGREED = re.compile(
    r"\b(?:it\s+(?:was|has\s+been|is)|we|all|members)\s+(?:\w+\s+){0,2}agreed?\s+(?:that|to|we)\b", re.IGNORECASE
)
_ASKED = re.compile(
    r"\b(?P<who>[A-Z][\w’'-]*(?:(?:\s*,\s*|\s+and\s+|\s+)[A-Z][\w’'-]*){0,5})\s+(?:(?:had|has|have)\s+been|was|were)\s+(?:asked|tasked)\b"
)  # "AB and CD had been tasked with …"


_Day = tuple[dt.date | None, str | None, str | None]
"""A due date, the words that give it, and the rule by which; no date where they name none that is certain."""
_NO_DAY: _Day = (None, None, None)


def find(reading: Reading) -> Iterator[Matter]:
    """Yield the matters of a meeting in order of place."""
    item: int | None = -1
    before = ""
    marked = any(_marks(spoken) for spoken in reading.spoken)
    for spoken in reading.spoken:
        passage = spoken.passage
        if passage.form == "label" or passage.label in _SKIPPED or dict(passage.columns).keys() & {"due", "status"}:
            continue
        if passage.item != item:
            item, before = passage.item, ""
        yield from _matters(reading, spoken, before, marked=marked)
        if not is_keyed(spoken):
            yield from _named(reading, spoken, marked=marked)
        before = spoken.flow.text


def _matters(reading: Reading, spoken: Spoken, before: str, *, marked: bool) -> Iterator[Matter]:
    text = spoken.flow.text
    title, run_in = _title(reading, spoken)
    whole = sentences(text)
    short = len(text.split()) <= SHORT
    places = [(0, len(text))] if short else whole
    telling = [(text[s:e], tellings(text[s:e])) for s, e in whole]
    names = _names(f"{before}. {text}")
    for nth, (start, end) in enumerate(places):
        told = telling if short else telling[nth : nth + 1]
        sets = any(_sets(reading, words) for words, _ in told)
        kinds = frozenset[str]().union(*(kinds for _, kinds in told)) if told else frozenset[str]()
        arising = spoken.passage.label == "arising" or _under_arising(reading, spoken)
        verdict, moved = _verdict(reading, spoken, start, end) if arising else (None, _NO_DAY)
        if not (sets or kinds or verdict or (title and len(places) == 1)):
            continue
        quote = reading.quote(spoken, start, end)
        yield Matter(
            id=reading.name("Matter", quote.text),
            item=spoken.passage.item,
            passage=spoken.passage.index,
            quote=quote,
            title=title,
            run_in=run_in,
            names=names,
            owners=_owners(reading, spoken, start, end, told),
            status=verdict or _status(sets=sets, kinds=kinds),
            sets=sets,
            refers="refers" in kinds,
            arising=arising,
            marked=marked,
            due=moved[0],
            due_text=moved[1],
            due_rule=moved[2],
        )


def _named(reading: Reading, spoken: Spoken, *, marked: bool) -> Iterator[Matter]:
    """What is said of an action by its reference, up to where the next is named: one matter for each that is named."""
    text = spoken.flow.text
    for start, end, references in _stretches(text):
        told = [(spoken, start + s, start + e) for s, e in sentences(text[start:end])]
        status, _, dated = told_of(reading, told)
        day, words, rule = _day_given(reading, dated)
        quote = reading.quote(spoken, start, end)
        for reference in references:
            yield Matter(
                id=reading.name("Matter", f"{reference}: {quote.text}"),
                item=spoken.passage.item,
                passage=spoken.passage.index,
                quote=quote,
                title="",
                run_in=False,
                names=(),
                owners=(),
                status=status,
                sets=False,
                refers=False,
                arising=True,
                marked=marked,
                reference=reference,
                due=day,
                due_text=words,
                due_rule=rule,
            )


def _day_given(reading: Reading, dated: Quote | None, *, moved: bool = False) -> _Day:
    """Return the day that words give; with `moved` only where they say that the due date was moved to it."""
    due = reading.due(dated.text) if dated else None
    if dated is None or due is None or (moved and not due.moved):
        return _NO_DAY
    return due.date, dated.text[due.start : due.end], due.rule


def _verdict(reading: Reading, spoken: Spoken, start: int, end: int) -> tuple[Status | None, _Day]:
    """Return how a matter brought forward is said to stand, None where it is only told of, and the day it was moved to."""
    told = [(spoken, start + s, start + e) for s, e in sentences(spoken.flow.text[start:end])]
    status, _, dated = told_of(reading, told)
    return None if status == "reported" else status, _day_given(reading, dated, moved=True)


def _stretches(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield each sentence that names references with what follows it in the text, as long as it is short and names none."""
    found = sentences(text)
    for nth, (start, end) in enumerate(found):
        if not (references := references_in(text[start:end])):
            continue
        before = found[nth - 1] if nth else None
        if before and len(text[start:end].split()) <= BARE and not references_in(text[before[0] : before[1]]):
            start = before[0]  # noqa: PLW2901 - the same stretch, with what shows it
        for after, stop in found[nth + 1 :]:
            if references_in(text[after:stop]) or len(text[start:stop].split()) > SHORT:
                break
            end = stop  # noqa: PLW2901 - the same stretch, with what follows it
        yield start, end, references


def _marks(spoken: Spoken) -> bool:
    """Say whether a passage is marked as an action, by a label, a column of owners or a word before it."""
    passage = spoken.passage
    return passage.label == "actions" or "owner" in dict(passage.columns) or bool(MARKER.search(spoken.flow.text))


def _status(*, sets: bool, kinds: frozenset[str]) -> Status:
    if sets or "pending" in kinds:
        return "open"
    return "closed" if "done" in kinds else "reported"


def _sets(reading: Reading, words: str) -> bool:
    """Say whether words give somebody something to do."""
    return bool(is_commitment(words) or _AGREED.search(words) or doer(words, reading.people))


def _owners(
    reading: Reading, spoken: Spoken, start: int, end: int, told: Iterable[tuple[str, frozenset[str]]]
) -> tuple[Party, ...]:
    """Return who is to act; else who tells, for what they tell of is mostly theirs."""
    for words, _ in told:
        asked = _ASKED.search(words)
        if asked and (owners := read_owners(asked["who"], reading.people)):
            return owners
        if owners := owners_in(words, reading.people):
            return owners
    first = bisect_left(spoken.utterances, start, key=lambda u: u.start)
    last = bisect_left(spoken.utterances, end, key=lambda u: u.start)
    return next((u.speakers for u in spoken.utterances[first:last] if u.speakers), ())


def _title(reading: Reading, spoken: Spoken) -> tuple[str, bool]:
    """Return what a passage is headed by and whether that is run in to it."""
    text = spoken.flow.text
    first = spoken.passage.spans[0]
    for strong in reading.document.strong:
        if strong.start <= first.start < strong.end < spoken.passage.spans[-1].end:
            return " ".join(reading.document.text[strong.start : strong.end].split()).strip(" .:•–-"), True
    head = _HEAD.match(text)
    if (
        head
        and len(head["title"].split()) <= 8
        and not _LABEL.match(head["title"])
        and (head["mark"] == ":" or _titled(head["title"]))
    ):
        return head["title"], True
    path = reading.meeting.path(spoken.passage.item)
    if not path or _STANDING.match(path[-1].title) or _LABEL.match(path[-1].title):
        return "", False
    return path[-1].title, len(path) > 1 and not path[-1].number and bool(_STANDING.match(path[-2].title))


def _titled(words: str) -> bool:
    """Say whether words of more than three letters all begin with a capital."""
    return all(w[:1].isupper() or w[:1].isdigit() for w in words.split() if len(w) > 3)


def _names(text: str) -> tuple[str, ...]:
    """Return the names of two words and more in a text, in order."""
    return tuple(dict.fromkeys(" ".join(n[0].split()) for n in _NAMES.finditer(text)))


def _under_arising(reading: Reading, spoken: Spoken) -> bool:
    return any(
        re.match(
            r"(?:matters?|actions?|business)\b.*\b(?:arising|outstanding|brought forward)"
            r"|(?:review of )?actions?(?: points?)?(?:\W*$| (?:from|of|log|list|tracker|updates?|carried|in progress)\b)",
            step.title,
            re.IGNORECASE,
        )
        for step in reading.meeting.path(spoken.passage.item)
    )
