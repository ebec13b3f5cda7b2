"""What speaks of a topic, best first: records by their words and what stands around them, and passages that none tells of.

A record counts where the words asked for stand in it or close to it, in a share that `textindex.covering` works out. What
has much less than the best is left out: a question of one word gets what is about it, and a long one what is nearest.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assurance_bot.answer.searching import LEAST, Search, led
from assurance_bot.document import Document, Flow, Span
from assurance_bot.prose import sentences
from assurance_bot.records import AnyRecord, Meeting, Narrative, Nature, Passage
from assurance_bot.store import Kind

OF_BEST = 0.75
"""What has a smaller share than this of the best one's is left out."""

MOST_PASSAGES = 12
WHOLE = 400
"""Characters up to which a passage is quoted whole."""


@dataclass(frozen=True, slots=True)
class Relevant:
    """A record with its share of the words asked for, and `rank` by which it is ordered: its own words count more."""

    share: float
    record: AnyRecord
    rank: float


def weighed(search: Search, record: AnyRecord, share: float | None = None) -> Relevant:
    """Return a record with its share and rank."""
    held = search.speaks(record) if share is None else share
    return Relevant(held, record, (1 - OWN) * held + OWN * search.own(led(record)))


OWN = 0.25
"""How much of a rank is by the record's own words alone."""


def relevant(
    search: Search,
    kinds: Iterable[Kind],
    *,
    natures: Sequence[Nature] = (),
    parts: Sequence[str] = (),
    people: bool = True,
) -> list[Relevant]:
    """Return the records of these kinds that speak of the topic, in or near their words, best first, then the newest."""
    found: list[Relevant] = []
    for kind in kinds:
        wanted = natures if kind == "statement" else ()
        records = search.records(kind, natures=wanted, parts=parts, people=people, passages=search.near)
        found += (weighed(search, record) for record in records)
    return sorted((f for f in found if f.share >= LEAST), key=lambda f: (-round(f.rank, 3), *_newest(search, f.record)))


def _newest(search: Search, record: AnyRecord) -> tuple[int, int, int]:
    day = search.meetings[record.meeting].date or dt.date.min
    return -day.toordinal(), record.passage, record.quote.spans[0].start


def best_of(found: Sequence[Relevant]) -> list[Relevant]:
    """Return those that come close to the best share."""
    best = max((f.share for f in found), default=0.0)
    return [f for f in found if f.share >= OF_BEST * best]


def untold(search: Search, *, least: float) -> list[Relevant]:
    """Return passages, or sentences of them, that speak of the topic at least so much and that no record holds."""
    inside = {m.id for m in search.in_period}
    floor = max(least, LEAST)
    shares = [(search.share(unit), unit) for unit in search.near if unit.rpartition("#")[0] in inside]
    units = [u for share, u in sorted(shares, key=lambda pair: (-pair[0], pair[1])) if share >= floor][
        : MOST_PASSAGES * 3
    ]
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    for kind in _TOLD:
        for record in search.generation.register.find(kind, passages=units):
            spans[f"{record.meeting}#{record.passage}"] += record.quote.spans
    found: list[Relevant] = []
    for unit in units:
        if len(found) >= MOST_PASSAGES:
            break
        found += _of_passage(search, unit, taken=spans[unit], least=floor)
    return found


_TOLD: tuple[Kind, ...] = ("statement", "question", "decision", "action")


def _of_passage(search: Search, unit: str, *, taken: Sequence[Span], least: float) -> Iterator[Relevant]:
    name, _, index = unit.rpartition("#")
    meeting = search.whole(name)
    passage = meeting.passages[int(index)]
    if passage.label == "attendance" or passage.form == "label":
        return
    document = search.generation.register.document(meeting.source)
    flow = document.flow(passage.spans)
    free = [(s, e) for s, e in sentences(flow.text) if not _overlaps(flow, s, e, taken)]
    if len(flow.text) <= WHOLE and free and not taken:
        free = [(free[0][0], free[-1][1])]
    words, exact = search.generation.textindex, search.query.exact
    free = [(s, e) for s, e in free if all(words.holds(flow.text[s:e], "", phrases=(p,)) for p in exact)]
    best = max(((search.share(unit, flow.text[s:e]), -s, e) for s, e in free), default=None)
    if best is not None and best[0] >= least:
        yield weighed(search, _narrative(document, meeting, passage, flow, -best[1], best[2]), best[0])


def _overlaps(flow: Flow, start: int, end: int, taken: Sequence[Span]) -> bool:
    return any(span.meets(other) for span in flow.spans(start, end) for other in taken)


def _narrative(document: Document, meeting: Meeting, passage: Passage, flow: Flow, start: int, end: int) -> Narrative:
    return Narrative(
        id=f"{meeting.id}#{passage.index}",
        meeting=meeting.id,
        item=passage.item,
        passage=passage.index,
        quote=document.quote(flow.spans(start, end)),
    )
