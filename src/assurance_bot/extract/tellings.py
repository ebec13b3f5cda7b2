"""What a sentence tells of a matter: somebody is to act, it is awaited, it is done, or there is news of it.

Each row is a kind, its pattern and an example; a sentence may be of several kinds.
"""

from __future__ import annotations

import re
from typing import Literal

Telling = Literal["pending", "done", "news", "refers"]

ROWS: tuple[tuple[Telling, str, str], ...] = (
    ("pending", r"\bstill\s+(?:to\b|not\b|no\b|been\s+no|had\s+not|awaited|awaiting|outstanding|pending|open|waiting|an issue)", "still to be installed"),
    ("pending", r"\b(?:has|have|had|is|are|was|were)\s+(?:still\s+)?not\s+(?:yet\s+)?(?!able)\w+|\bnot\s+(?:yet|met)\b", "has not met yet"),
    ("pending", r"\byet\s+to\b|\bto\s+follow\b|\bin\s+due\s+course\b|\bin\s+hand\b|\bunder\s?way\b|\bon[- ]?going\b", "yet to be heard"),
    ("pending", r"\bno\s+(?:\w+\s+){0,2}(?:reply|response|progress|updates?|information|news|answer|feedback|decision)\b", "no reply"),
    ("pending", r"\b(?:not|nothing)\s+(?:\w+\s+){0,3}(?:a|any)\s+(?:reply|response|progress|update|news)\b|\bnothing\s+(?:further\s+)?(?:heard|received|to report)\b", "not had any reply"),
    ("pending", r"\bawait(?:s|ed|ing)?\b|\boutstanding\b(?!\s+work)|\bpending\b|\bchas(?:e|ed|ing)\b|\bdeferred\b|\bon\s+hold\b|\bon\s+order\b", "a reply was awaited"),
    ("pending", r"\b(?:now\s+)?ready\s+(?:for|to)\b|\bdue\s+to\s+(?:be|take|start)\b|\bshould\s+(?:arrive|be)\b", "ready for fixing"),
    ("done", r"\b(?:has|have|had)\s+(?:now|since|all|both|already|recently|successfully|been|also|\s)*\s*(?:completed|installed|repaired|replaced|planted|removed|fixed|erected"
     r"|purchased|bought|delivered|finished|resolved|cleared|painted|cut|filled|repainted|renewed|mended|fitted|implemented|concluded|closed|actioned|approved|refused|settled)\b", "had been planted"),
    ("done", r"\b(?:is|are|was|were)\s+(?:now\s+)?(?:complete[d]?|finished|resolved|fully\s+operational|done|closed|in\s+place)\b|^\W*(?:complete[d]?|done|resolved)\b", "is now complete"),
    ("news", r"\b(?:advised|reported|informed|updated?|confirmed|stated|explained|noted|mentioned|tabled|presented|announced|said|told|fed\s+back)\b", "reported that"),
    ("news", r"\b(?:has|have|had)\s+(?:now\s+|since\s+|also\s+|just\s+)?(?!been\s+(?:asked|tasked))\w+(?:ed|en|nt|ght|de|ne|ld|ut|et|d)\b|\b(?:was|were)\s+(?:now\s+)?\w+(?:ing|ed)\b", "had written"),
    ("refers", r"\b(?:had|has|have)\s+been\s+(?:asked|tasked)\b|\b(?:was|were)\s+(?:asked|tasked)\s+(?:to|with)\b|\b(?:as|which\s+was)\s+(?:agreed|mentioned|discussed|reported)\s+(?:at|in)\s+the\s+(?:previous|last)\b"
     r"|\b(?:from|at|since)\s+(?:the|our)\s+(?:previous|last)\s+meetings?\b|\bfollowing\s+(?:on\s+)?from\s+the\s+(?:previous|last)\b", "had been tasked with"),
)  # fmt: skip

_TABLE = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern, _ in ROWS)


def tellings(words: str) -> frozenset[Telling]:
    """Return the kinds of what the words tell."""
    return frozenset(kind for kind, pattern in _TABLE if pattern.search(words))
