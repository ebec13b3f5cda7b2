"""Where the words of a question that could not be used stand, so that a display can underline them.

unanswered questions about vetting
~~~~~~~~~~
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assurance_bot.document import Span, fold

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def in_one_line(words: str) -> str:
    """Return what was typed in one line, without control characters: the text that `unread_spans` count in."""
    return fold(_CONTROL.sub(" ", words))


def unread_spans(words: str, unread: Iterable[str]) -> list[Span]:
    """Return where in `in_one_line(words)` the words stand that could not be used, in order and apart.

    Words that stand in it nowhere as given ("to PCC" for "to the PCC") are found without what joins them, or left out.
    """
    line = in_one_line(words)
    found: list[Span] = []
    for span in sorted(_found(line, unread), key=lambda s: (s.start, -s.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def _found(line: str, unread: Iterable[str]) -> Iterator[Span]:
    for each in unread:
        parts = [re.escape(part) for part in each.split()]
        for pattern in (parts, parts[1:]):
            match = re.search(r"\s+(?:the\s+)?".join(pattern), line, re.IGNORECASE) if pattern else None
            if match and match.end() > match.start():
                yield Span(*match.span())
                break
