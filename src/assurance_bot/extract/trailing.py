"""Owners at the end of a paragraph, after its last sentence: "The gate was still broken. Clerk".

They are a column whose place on the page the format lost. One alone may be a word that lost its sentence: a column is told
by several paragraphs that end so, some of them perhaps with a word that is no owner ("Noted").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assurance_bot.extract.owners import are_owners, is_no_owner, read_owners, sure_owners
from assurance_bot.extract.reading import Reading
from assurance_bot.prose import sentences
from assurance_bot.records import Party, Passage

_FEWEST = 3  # paragraphs that end so
_LONGEST = 8  # words of owners


@dataclass(frozen=True, slots=True)
class Ending:
    """Who stands at the end of a passage, and where in its flow those words begin."""

    start: int
    owners: tuple[Party, ...]


def endings(reading: Reading) -> dict[int, Ending]:
    """Return the passages that end with owners, by index; none where that is not the manner of these minutes."""
    found: dict[int, Ending] = {}
    marks = 0
    before: Passage | None = None
    for spoken in reading.spoken:
        passage, last = spoken.passage, before
        before = passage
        if passage.form in ("label", "row") or passage.label == "attendance" or passage.columns:
            continue
        said = sentences(spoken.flow.text)
        start, end = said[-1] if said else (0, 0)
        words = spoken.flow.text[start:end]
        if (
            len(words.split()) > _LONGEST
            or re.search(r"[.?!:]$", words)
            or (not start and not _ends_list(last, passage))
        ):
            continue
        owners = read_owners(words, reading.people)
        owners = owners if are_owners(owners) else sure_owners(words, reading.people)
        marks += bool(start) and (bool(owners) or is_no_owner(words))
        if owners:
            found[passage.index] = Ending(start, owners)
    return found if marks >= _FEWEST else {}


def _ends_list(last: Passage | None, passage: Passage) -> bool:
    """Say whether a paragraph stands right after the entries of a list, to which owners alone belong."""
    listed = last is not None and last.form in ("bullet", "numbered") and last.item == passage.item
    return listed and passage.form == "paragraph"
