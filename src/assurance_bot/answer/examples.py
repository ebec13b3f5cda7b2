"""Questions that would work, made of what the open register really holds: an office, a topic heading, an open action.

Each is put to the register before it is offered, so that none is offered that finds nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import TypeVar

from assurance_bot.answer.known import Generation, known
from assurance_bot.records import AnyRecord, Statement
from assurance_bot.store import Register

OFFERED = 3
"""How many questions are offered."""
_TRIED = 8  # of each form; each trial is a question answered

_NUMBERED = re.compile(r"^[\W\d]*(?:item\s+\d+\W*)?", re.IGNORECASE)  # "3.1 ", "Item 4: "
_HEADING = re.compile(r"[^\W\d_][^\W_]*(?:[ ’'&-]{1,2}[^\W_]+){0,4}")
_FORMAL = re.compile(
    r"\b(?:apolog|minutes|matters|business|welcome|introduc|declaration|interest|date|next|meeting|attend|action|aob|agenda"
    r"|item|chair|update|report|questions?|decisions?|outstanding|review|close|part|present|summary|notes?)",
    re.IGNORECASE,
)
"""What a heading of any meeting may say that is no topic."""

T = TypeVar("T")
Works = Callable[[str], bool]
"""Says whether a question finds something."""


def examples(generation: Generation, *, today: dt.date, works: Works) -> tuple[str, ...]:
    """Return three questions that find something, fewer where the register holds too little for them."""
    return _examples(generation.register, today, works)


@lru_cache(maxsize=16)
def _kept(register: Register, today: dt.date) -> tuple[list[str], list[str], list[str]]:
    return _commitments(register, today), _actions(register, today), _topics(register, today)


def _examples(register: Register, today: dt.date, works: Works) -> tuple[str, ...]:
    forms = _kept(register, today)
    firsts: list[str] = []
    for form in forms:
        about = firsts[0].partition(" on ")[2].rstrip("?") if firsts else ""
        fresh = [each for each in form if not about or about not in each]
        firsts.append(next(filter(works, (fresh or form)[:_TRIED]), ""))
    more = (each for form in forms for each in form if each not in firsts)
    spare = filter(works, islice(more, _TRIED))
    return tuple(islice(chain(filter(None, firsts), spare if not all(firsts) else ()), OFFERED))


def _commitments(register: Register, today: dt.date) -> list[str]:
    """Return "what did the CC commit to on vetting?", for the offices and people that gave most commitments."""
    found = register.find("statement", natures=("commitment",), between=(None, today))
    titled = _headings(register)
    pairs = Counter(
        (who, topic)
        for record in found
        if isinstance(record, Statement) and record.speakers
        for who in [_asked_for(register, record)]
        for topic in [titled.get((record.meeting, record.item), "")]
        if who and topic
    )
    return [f"what did {who} commit to on {topic}?" for (who, topic), _ in _most(pairs)]


def _asked_for(register: Register, record: Statement) -> str:
    role, person = record.speakers[0].role, record.speakers[0].person
    if role and role in known(register).vocabulary.offices:
        return f"the {role}"
    return person or ""


def _actions(register: Register, today: dt.date) -> list[str]:
    """Return "open actions for the CFO", for those whom most actions are given."""
    owners: Counter[str] = Counter()
    for trail in register.trails():
        day = trail.mentions[0].date if trail.mentions else None
        if trail.owners and (day is None or day <= today):
            party = trail.owners[0]
            named = party.role if party.role in known(register).vocabulary.offices else party.person
            owners.update([named] if named else [])
    return [f"open actions for {who}" for who, _ in _most(owners)] + ["open actions", "all actions"]


def _topics(register: Register, today: dt.date) -> list[str]:
    """Return "what was said about vetting?", for the headings under which most is recorded."""
    records: list[AnyRecord] = [*register.find("statement", between=(None, today))]
    titled = _headings(register)
    topics = Counter(topic for r in records if (topic := titled.get((r.meeting, r.item), "")))
    return [f"what was said about {topic}?" for topic, _ in _most(topics)]


def _headings(register: Register) -> dict[tuple[str, int | None], str]:
    """Return the title of each agenda item that can be asked about, by meeting and item."""
    return {
        (meeting.id, item.index): topic
        for meeting in register.meetings()
        for item in meeting.items
        if (topic := _topic(item.title))
    }


def _topic(title: str) -> str:
    words = _NUMBERED.sub("", " ".join(title.split())).rstrip(" .:–-")
    if not _HEADING.fullmatch(words) or _FORMAL.search(words) or len(words) > 40:
        return ""
    return words.lower() if words.isupper() and " " in words else words


def _most(counted: Counter[T]) -> Iterator[tuple[T, int]]:
    """Yield what was counted, most first, and of equals in the order of their words."""
    yield from sorted(counted.items(), key=lambda pair: (-pair[1], str(pair[0])))
