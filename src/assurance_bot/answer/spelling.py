"""Slips of spelling in a question: a word that stands nowhere is read as the word it is a slip of, and the answer says so.

Only words of some length are mended, by one letter (two in long words, two that changed places in short ones), and only
where the first letter agrees: a short word that the minutes do not have is more likely another word than a slip.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assurance_bot.answer.known import Generation, known
from assurance_bot.document import fold
from assurance_bot.query import Vocabulary, asks
from assurance_bot.query.words import FRAME, KEYWORDS
from assurance_bot.textindex import TextIndex
from assurance_bot.textindex.light import LIGHT_WORDS

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")

_JOINING = FRAME | LIGHT_WORDS | KEYWORDS

Mended = tuple[str, str]
"""A word as typed, and as it was read."""


def mended(generation: Generation, words: str) -> tuple[str, tuple[Mended, ...]]:
    """Return a question with slips of spelling mended, and which; words in quotation marks stay as they are."""
    found: list[Mended] = []
    index, names = generation.textindex, known(generation.register).vocabulary
    quoted = [m.span() for m in _QUOTED.finditer(words)]

    def better(match: re.Match[str]) -> str:
        typed = match[0]
        if any(start <= match.start() < end for start, end in quoted):
            return typed
        meant = _meant(typed, index, names)
        if meant is None:
            return typed
        found.append((typed, meant))
        return meant

    return _WORD.sub(better, fold(words)), tuple(dict.fromkeys(found))


def _meant(typed: str, index: TextIndex, names: Vocabulary) -> str | None:
    """Return the word that a typed one is a slip of, None where it is none."""
    low = typed.lower()
    if len(typed) < 5 or typed.isupper() or low in _JOINING or index.knows(typed):
        return None
    named = _words_of(names)
    if low in {word.lower() for word in named} or asks(low):
        return None
    near = _nearest(low, named, shortest=5) or _nearest(low, KEYWORDS, shortest=6)
    if near is None and len(typed) >= 7:
        near = _nearest(low, index.surfaces(low[0]), shortest=7)
    elif near is None:
        near = _turned(low, index.surfaces(low[0]))
    return near


def _turned(low: str, words: Collection[str]) -> str | None:
    """Return the word of the same letters, two neighbours of which changed places: "saftey"."""
    swapped = (low[:i] + low[i + 1] + low[i] + low[i + 2 :] for i in range(1, len(low) - 1) if low[i] != low[i + 1])
    return next((word for word in swapped if word in words), None)


def _nearest(low: str, words: Collection[str], *, shortest: int) -> str | None:
    """Return the word nearest by letters, where one is near enough."""
    if len(low) < shortest:
        return None
    most = 2 if len(low) >= 9 else 1
    alike = {word.lower(): word for word in sorted(words) if word[:1].lower() == low[0] and len(word) >= shortest - 1}
    best = process.extractOne(low, list(alike), scorer=OSA.distance, score_cutoff=most)
    return alike[best[0]] if best else None


@lru_cache(maxsize=4)
def _names(people: Sequence[str], titles: Sequence[str]) -> frozenset[str]:
    return frozenset(word for each in (*people, *titles) for word in _WORD.findall(each) if len(word) > 3)


def _words_of(names: Vocabulary) -> frozenset[str]:
    """Return the words of names and titles."""
    return _names(tuple(names.people), tuple(names.offices.values()))


def told(found: Iterable[Mended]) -> list[str]:
    """Return a sentence on what was read otherwise than typed, if anything."""
    some = [f"“{typed}” as “{meant}”" for typed, meant in found]
    return [f"I read {', '.join(some)}, for the minutes have no word as typed."] if some else []
