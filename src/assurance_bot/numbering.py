"""The minutes' own numbers of actions and items, as they are written: "AP 5/23", "superseded by AP 7/24"."""

from __future__ import annotations

import re

_NUMBERED = r"\d{1,4}\s?/\s?\d{2,4}(?:[./]\d{1,3})?"
REFERENCE = re.compile(
    rf"\b(?:(?:AP|AL|AI|Action(?:\s+(?:[Pp]oint|[Ii]tem))?|ACTION|Ref|A|ACT)[\s-]?(?:no\.?\s*)?)?{_NUMBERED}\b|\b[A-Z]{{1,4}}\d{{2,4}}[/-]\d{{1,4}}\b"
    r"|\b(?:AP|AI|ACT)[\s-]?\d{1,4}\b(?!\s?[/.-]\s?\d)"
)  # "AP 5/23", "AP125"
_NAMED = re.compile(
    rf"\b(?:(?-i:AP|AL|AI|ACT)|actions?(?:\s+(?:points?|items?))?|matters?\s+arising|minutes?|items?)[\s.-]*(?:nos?\.?\s*|numbers?\s+|refs?\.?\s*)?{_NUMBERED}\b"
    rf"(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)(?:(?:AP|actions?|items?)\s?)?{_NUMBERED}\b)*",
    re.IGNORECASE,
)  # "actions 2/24, 3/24 and AP 5/24"
_REPLACED_BY = re.compile(
    rf"\b(?:(?:superseded|replaced|overtaken|covered) by|replaced with|(?:merged|combined) (?:with|into)|(?:subsumed|rolled|folded) (?:by|in|into|within))"
    rf"\s+(?:the\s+)?(?:new\s+)?(?P<reference>{REFERENCE.pattern})",
    re.IGNORECASE,
)  # "superseded by AP 7/24"


def reference_in(words: str) -> str | None:
    """Return the first reference in words: "AP 5/23 – the plan" → "AP 5/23"."""
    found = REFERENCE.search(words)
    return " ".join(found[0].split()) if found else None


def replaced_by(words: str) -> str | None:
    """Return the reference of what words say took a task's place: "superseded by AP 7/24" → "AP 7/24"."""
    found = _REPLACED_BY.search(words)
    return " ".join(found["reference"].split()) if found else None


def references_in(words: str) -> tuple[str, ...]:
    """Return the references that words name as such, in order: "that actions 2/24 and 3/24 be closed" → both, as "AP 2/24".

    The number of a minute or an item stays bare: "minute 41/24" → "41/24". A bare "3/24" in running words may be a date, and
    is left out; so is that of a task by which another was replaced, for it is not told of.
    """
    words = _REPLACED_BY.sub(" ", words)
    named = (
        ("" if found[0][:1] in "mMiI" else "AP ") + number
        for found in _NAMED.finditer(words)
        for number in re.findall(_NUMBERED, found[0])
    )
    return tuple(dict.fromkeys(named))
