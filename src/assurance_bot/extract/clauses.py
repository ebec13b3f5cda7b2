"""Sentences cut where a second subject decides, undertakes, acts or is asked: "the fence was noted and JR would mend it".

Positions are half-open ranges of the text given. A second verb of the same promise stays with it: "JR would write and
would call".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from assurance_bot.extract.natures import HEDGED
from assurance_bot.extract.speech import joined_pattern, subject_pattern
from assurance_bot.people import Directory
from assurance_bot.prose import sentences

_TURNS = r"(?:agreed?|resolved|decided|undertook|volunteered|offered|asked|requested|instructed|tasked|approved|noted|proposed|confirmed|advised|reported|said|stated|explained)"
_ELIDED = re.compile(
    r"[,;]?\s+(?:and|but)\s+(?=(?:(?:also|then|therefore|in turn|as [^,.;]{1,40}?|if [^,.;]{1,40}?),?\s+)?(?:would|will)\s+(?!be\b|have\b|not\b|like\b)[a-z]+)"
)  # "… but as before would advise members"
_JOINT = r"(?:[,;]?\s+(?:and|but|however|so|then|whilst|while)\s+|;\s+|\s[–—-]\s+(?=It\b))"
_ACTS = rf"(?:(?:also|then|therefore|in turn)\s+)*(?:would|will|shall|(?:is|are|was|were)\s+to)\s+(?:(?:in future|in addition|now|then|also)\s+)?(?!{HEDGED}\b)(?!not\b|be\b|have\b)[a-z]{{2,}}"
_PROMISES = re.compile(
    r"\b(?:would|will|shall|(?:agreed|undertook|volunteered|offered|promised)\s+to)\b"
    r"|^(?:(?!that\b|which\b|who\b)[^,.;]){0,50}?\b(?:was|were)\s+(?:asked|tasked|instructed|requested)\s+to\b"
)
_SUPPOSED = re.compile(
    r"\b(?:whether|if|unless|until|when|before|how|why|hope[sd]?)\b[^,;]*$"
)  # "asked whether the hall was dry and JR would …"


_ASKING = re.compile(r"\b(?:asked|queried|enquired|wondered|questioned)\s+(?:whether|if|how|when|why|who)\b[^,;]*$")


@lru_cache(maxsize=8)
def _joint(people: Directory) -> re.Pattern[str]:
    subjects = joined_pattern(people, most=4)
    helping = (
        r"(?:(?:has|have|had|was|were|is|been|also|then|further|therefore|later|subsequently|unanimously|all|both)\s+)*"
    )
    return re.compile(
        rf"{_JOINT}(?=(?:{subjects}|[Ii]t|[Ww]e|[Hh]e|[Ss]he|[Tt]hey)"
        rf"(?:\s+(?:who|which)\s[^,.;]{{3,60}}?)?\s+{helping}{_TURNS}\b)"
    )


@lru_cache(maxsize=8)
def _acting(people: Directory) -> re.Pattern[str]:
    subjects = joined_pattern(people, most=4)
    return re.compile(rf"{_JOINT}(?=(?:{subjects}|(?P<pronoun>[Ww]e|[Hh]e|[Ss]he|[Tt]hey))\s+{_ACTS})")


@lru_cache(maxsize=8)
def _splicing(people: Directory) -> re.Pattern[str]:
    """Return an expression for a comma or a dash alone before one who is to act: "JR asked who pays, the Clerk will find out"."""
    subject = subject_pattern(people)
    return re.compile(rf"(?P<spliced>,\s+|\s+[–—-]\s+)(?=(?:{subject})\s+{_ACTS})")


_MAY_SPLICE = re.compile(
    r"(?:,|\s[–—-])\s+(?:[Tt]he\s+)?[A-Z][^,;.]{0,60}?\s(?:will|would|shall|to)\s"
)  # a sentence without this has no such comma
_MAIN = re.compile(
    r"^(?!\W*(?i:if|when|whenever|as|once|after|before|following|in|on|at|with|due|given|because|although|though|while|whilst|since|until|unless|for|to|by|having|subject|where|from|under|over|during|despite|should)\b)"
    r"[^.;]*?\b(?:is|are|was|were|has|have|had|will|would|[a-z]+ed|said|felt|thought|told)\b"
)  # a clause that may stand alone: "JR asked who pays", and not "If it rains"


@lru_cache(maxsize=8)
def _charging(people: Directory) -> re.Pattern[str]:
    """Return an expression for "and TP to …" after "JR to …"."""
    return re.compile(rf"{_JOINT}(?=(?:{subject_pattern(people)})\s+to\s+[a-z]{{2,}})")


@lru_cache(maxsize=8)
def _charged(people: Directory) -> re.Pattern[str]:
    """Return an expression for the "JR to …" that must stand before "and TP to …"."""
    subject = subject_pattern(people)
    return re.compile(
        rf"^(?:{subject})\s+to\s+[a-z]{{2,}}\b(?!.*\b(?:between|with|for|from|asked?|invite|remind|tell)\s+(?:{subject})$)"
    )


@lru_cache(maxsize=8)
def _doers(people: Directory) -> re.Pattern[str]:
    """Return an expression for a first doer whose verb is yet to come: "agreed that JR" before "and AL would write"."""
    subject = subject_pattern(people)
    return re.compile(rf"(?:^|\b(?:that|for)\s+)(?:{subject})(?:\s*,\s*(?:{subject})){{0,3}}$")


_JOINED = re.compile(_JOINT)
_AFTER_JOINT: tuple[tuple[re.Pattern[str], Callable[[Directory], re.Pattern[str]]], ...] = (
    (re.compile(rf"\s{_ACTS}"), _acting),
    (re.compile(rf"\s{_TURNS}\b"), _joint),
)
"""Verbs, and where a sentence may be cut that has them after an "and". Whatever names people is compiled for each meeting,
which takes longer than matching it, so that it is compiled only for a sentence with its verbs."""
_MAY_CHARGE = re.compile(r"\sto\s+[a-z]{2,}")


def clauses(text: str, people: Directory) -> list[tuple[int, int]]:
    """Return the clauses of a text in order; a sentence without a second subject is one clause."""
    found: list[tuple[int, int]] = []
    for start, end in sentences(text):
        sentence = text[start:end]
        at = 0
        for cut in _cuts(sentence, people):
            head = sentence[at : cut.start()]
            if len(head) > 10 and not _depends(cut, head) and not _doers(people).search(head):
                found.append((start + at, start + cut.start()))
                at = cut.end()
        found.append((start + at, end))
    return found


def _cuts(sentence: str, people: Directory) -> list[re.Match[str]]:
    """Return where a sentence may be cut, in order; a place found in two ways is there once."""
    joint = _JOINED.search(sentence)
    patterns = [_splicing(people), _ELIDED] if _MAY_SPLICE.search(sentence) else [_ELIDED]
    if joint:
        patterns += [pattern(people) for verbs, pattern in _AFTER_JOINT if verbs.search(sentence, joint.end())]
    found = {cut.end(): cut for pattern in patterns for cut in pattern.finditer(sentence)}
    if joint and _MAY_CHARGE.search(sentence, joint.end()):
        charges = _charging(people).finditer(sentence)
        found |= {c.end(): c for c in charges if _charged(people).search(sentence[: c.start()])}
    return sorted(found.values(), key=lambda cut: cut.start())


def _depends(cut: re.Match[str], head: str) -> bool:
    """Say whether what follows is no clause of its own: it goes on with a promise, or with a question or a condition."""
    if "spliced" in cut.re.groupindex:
        return not _MAIN.match(head) or (bool(_SUPPOSED.search(head)) and not _ASKING.search(head))
    if cut.re is _ELIDED or cut.groupdict().get("pronoun"):
        return bool(_PROMISES.search(head))
    return "pronoun" in cut.re.groupindex and bool(_SUPPOSED.search(head))
