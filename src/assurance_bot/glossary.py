"""Acronyms and what they stand for, as one document gives them: never a meaning brought from elsewhere.

Two sources: "Chief Constable (CC)", and a heading or a role whose initials the document uses as a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assurance_bot.document import Document, Span
from assurance_bot.people import acronym_of
from assurance_bot.records import Acronym, Meeting

_BRACKETED = re.compile(
    r"(?<![A-Za-z])(?P<before>(?:[A-Za-z][\w’'&/-]*[\s,]+){1,9})\((?P<short>[A-Z][A-Za-z&/]{1,9}?)s?\)"
)  # "Chief Constable (CC)"
_REVERSED = re.compile(
    r"\b(?P<short>[A-Z]{2,8})\s+\((?P<long>(?:[A-Z][\w’'-]*\s+(?:(?:and|of|for|the|to)\s+)*){1,7}[A-Z][\w’'-]*)\)"
)
_SMALL = frozenset(("and", "of", "the", "for", "to", "in", "on", "a", "an", "with", "or", "by", "at"))


def find_acronyms(document: Document, meeting: Meeting) -> tuple[Acronym, ...]:
    """Return the acronyms a document explains, the first explanation of each, in order of place."""
    found: dict[str, Acronym] = {}
    for short, span in sorted([*_in_brackets(document), *_by_heading(document, meeting)], key=lambda x: x[1]):
        if short not in found:
            quote = document.quote([span])
            found[short] = Acronym(short, quote.text, document.source, quote.locator.line, quote)
    return tuple(found.values())


def _in_brackets(document: Document) -> Iterator[tuple[str, Span]]:
    text = document.text
    for match in _BRACKETED.finditer(text):
        start = _spelled_from(match["before"], match["short"])
        if start is not None:
            begin = match.start("before") + start
            yield match["short"], Span(begin, begin + len(match["before"][start:].rstrip(" ,\n\t")))
    for match in _REVERSED.finditer(text):
        if acronym_of(match["long"]) == match["short"]:
            yield match["short"], Span(match.start("long"), match.end("long"))


def _spelled_from(before: str, short: str) -> int | None:
    """Return where in `before` the words begin whose initials are `short`, small words skipped or counted; else None."""
    letters = re.sub(r"[^A-Za-z]", "", short).lower()
    words = [(m.start(), m[0]) for m in re.finditer(r"[A-Za-z][\w’'&-]*", before)]
    for first in range(len(words) - 1, -1, -1):
        chosen = [w for _, w in words[first:]]
        initials = "".join(p[0] for w in chosen if w.lower() not in _SMALL for p in w.split("-") if p).lower()
        every = "".join(w[0] for w in chosen).lower()
        if letters in (initials, every) and chosen[0].lower() not in _SMALL:
            return words[first][0]
    return None


def _by_heading(document: Document, meeting: Meeting) -> Iterator[tuple[str, Span]]:
    """Headings and roles whose initials stand in the text as a word: "Integrated Victim Management" … "IVM"."""
    for item in meeting.items:
        short = acronym_of(item.title)
        if 3 <= len(short) <= 6 and len(item.title.split()) <= 7 and _used(document, short):
            at = document.text.find(item.title, item.span.start, item.span.end + 1)
            if at >= 0:
                yield short, Span(at, at + len(item.title))
    for person in meeting.attendance:
        for role in (person.role or "").split(", "):
            short = acronym_of(role)
            at = document.text.find(role)
            if 3 <= len(short) <= 6 and "(" not in role and at >= 0 and _used(document, short):
                yield short, Span(at, at + len(role))


def _used(document: Document, short: str) -> bool:
    return re.search(rf"(?<![A-Za-z(]){re.escape(short)}s?(?![A-Za-z)])", document.text) is not None
