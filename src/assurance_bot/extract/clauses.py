"""Sentences cut where a second subject decides, undertakes or is asked: "the fence was noted and JR agreed to mend it".

Positions are half-open ranges of the text given. What depends on "agreed that" stays with it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assurance_bot.extract.speech import subject_pattern
from assurance_bot.people import Directory
from assurance_bot.prose import sentences

_TURNS = r"(?:agreed?|resolved|decided|undertook|volunteered|offered|asked|requested|instructed|tasked|approved|noted|proposed|confirmed|advised|reported|said|stated|explained)"
_ELIDED = re.compile(
    r"[,;]?\s+(?:and|but)\s+(?=(?:(?:also|then|therefore|in turn|as [^,.;]{1,40}?|if [^,.;]{1,40}?),?\s+)?(?:would|will)\s+(?!be\b|have\b|not\b|like\b)[a-z]+)"
)  # "… but as before would advise members"


@lru_cache(maxsize=8)
def _joint(people: Directory) -> re.Pattern[str]:
    subject = subject_pattern(people)
    helping = (
        r"(?:(?:has|have|had|was|were|is|been|also|then|further|therefore|later|subsequently|unanimously|all|both)\s+)*"
    )
    return re.compile(
        rf"(?:[,;]?\s+(?:and|but|however|so|then|whilst|while)\s+|;\s+)(?=(?:(?:{subject})(?:\s*(?:,|/|&|and|and the)\s*(?:{subject})){{0,3}}|[Ii]t|[Ww]e|[Hh]e|[Ss]he|[Tt]hey)"
        rf"(?:\s+(?:who|which)\s[^,.;]{{3,60}}?)?\s+{helping}{_TURNS}\b)"
    )


def clauses(text: str, people: Directory) -> list[tuple[int, int]]:
    """Return the clauses of a text in order; a sentence without a second subject is one clause."""
    found: list[tuple[int, int]] = []
    for start, end in sentences(text):
        sentence = text[start:end]
        cuts = sorted([*_joint(people).finditer(sentence), *_ELIDED.finditer(sentence)], key=lambda m: m.start())
        at = 0
        for cut in cuts:
            if cut.start() - at > 10:
                found.append((start + at, start + cut.start()))
                at = cut.end()
        found.append((start + at, end))
    return found
