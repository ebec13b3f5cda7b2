"""Topics run in to their paragraph: bold words that lead it and are no sentence, as in "**Play park** The swings …".

They are items of the agenda for that paragraph alone, and no part of what is quoted from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assurance_bot.dates import find_dates
from assurance_bot.document import Document, Span, fold
from assurance_bot.parse.blocks import Block
from assurance_bot.parse.labels import RUN_IN, header_label, structure_label

_LONGEST = 80


def with_topics(document: Document, blocks_: Sequence[Block]) -> list[Block]:
    """Return the blocks with each run-in topic as a block of its own before its paragraph."""
    starts = {span.start: span for span in document.strong}
    found: list[Block] = []
    for block in blocks_:
        bold = starts.get(block.spans[0].start) if block.form in ("paragraph", "bullet", "numbered") else None
        parted = _parted(document, block, bold) if bold else None
        found += parted or [block]
    return found


def _parted(document: Document, block: Block, bold: Span) -> list[Block] | None:
    first = block.spans[0]
    words = fold(document.text[bold.start : min(bold.end, first.end)])
    rest = (
        bold.end
        + len(document.text[bold.end : first.end])
        - len(document.text[bold.end : first.end].lstrip(" \t\n:–—-"))
    )
    parted = words.endswith((":", "–", "—", "-")) or rest > bold.end + 1
    if bold.end >= first.end or rest >= first.end or not _names(words):
        return None
    if not parted and not re.match(r"[A-Z0-9£“‘(]", document.text[rest]):
        return None
    topic = replace(block, form="topic", spans=(Span(bold.start, bold.end),), words=words.rstrip(" :–—-"), beside=())
    spans = (Span(rest, first.end), *block.spans[1:])
    said = fold(" ".join(document.text[s.start : s.end] for s in spans))
    return [topic, replace(block, spans=spans, words=said)]


def _names(words: str) -> bool:
    """Say whether bold words name a topic: no sentence, no initials, no label of the minutes' own."""
    bare = words.rstrip(" :–—-")
    return (
        3 < len(bare) <= _LONGEST
        and bool(re.match(r"[A-Z0-9“‘]", bare))
        and not re.search(r"[.?!,;]$", bare)
        and not re.fullmatch(r"(?:[A-Z]{2,4}[a-z]?[\s/,&]*)+", bare)
        and not RUN_IN.match(f"{bare}: x")
        and not structure_label(bare)
        and not header_label(bare)
        and not find_dates(bare)
    )
