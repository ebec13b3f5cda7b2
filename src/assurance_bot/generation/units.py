"""Passages as the units of the text index: their words, and who is certain to speak in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from assurance_bot.document import Document, fold
from assurance_bot.records import Extract, Party, Question, Statement
from assurance_bot.textindex import Unit

_TOPIC = re.compile(r"[^:.]{3,80}(?=:\s)")  # "AP 3/24 Victims’ Code"


def units(document: Document, extract: Extract) -> Iterator[Unit]:
    """Yield a unit for each passage that has words, called "meeting#index"."""
    meeting, speakers = extract.meeting, _speakers(extract)
    for passage in meeting.passages:
        words = fold(" ".join(document.text[span.start : span.end] for span in passage.spans))
        if words:
            name = f"{meeting.id}#{passage.index}"
            heading = meeting.item_label(passage.item)
            if passage.label == "arising" and (topic := _TOPIC.match(words)):  # each is a matter of its own
                heading = f"{heading} › {topic[0]}"
            yield Unit(name, meeting.id, passage.index, speakers.get(passage.index, ()), words, heading)


def _speakers(extract: Extract) -> dict[int, tuple[str, ...]]:
    """Return for each passage the names of those whose statements and questions stand in it: office, person, as written."""
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for record in extract.records:
        parties: tuple[Party | None, ...] = ()
        if isinstance(record, Statement):
            parties = record.speakers
        elif isinstance(record, Question):
            parties = (record.asker,)
        for party in parties:
            if party is not None:
                found[record.passage] |= dict.fromkeys(filter(None, (party.role, party.person, party.written)))
    return {passage: tuple(names) for passage, names in found.items()}


def expansions(counted: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """Return what each acronym stands for, given how often minutes say so; where they differ, as most have it."""
    ordered = sorted(counted, key=lambda pair: (pair[0], -counted[pair], pair[1]))
    return dict(reversed(ordered))
