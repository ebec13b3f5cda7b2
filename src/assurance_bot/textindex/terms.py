"""Words to the terms that are indexed: `commit` for a word, by its stem; `@ivm` for an acronym, whole.

Acronyms are told by their letters, before lower-casing, so that "PCs" (constables) and "PCS" (a union) are two things. A
person may type them in lower case: an asked word stands for itself or for the acronym of the same letters. In a text that is
all capitals the letters tell nothing, so each word there is indexed as both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from whoosh.lang.porter2 import stem as porter2

from assurance_bot.textindex.light import LIGHT_WORDS

_MOST_SEEN = 1 << 16  # words remembered; what people type must not fill memory
LONGEST = 40  # letters of a word that count; nothing in minutes is longer, and stemming stays quick


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What English puts between the words that matter. "not", "no", "will", "would", "may", "can", "us" and the like matter.
STOP_WORDS = _set(
    "a an and are as at be been being but by did do does doing for from had has have having he her hers him his how i if in "
    "into is it its itself me my of on or our ours she so than that the their theirs them themselves then there these they "
    "this those through to too very was we were what when where which while who whom whose why with you your yours"
)

# How people begin a question, which says nothing of what it is about; left out of ranked search when words remain.
FRAME_WORDS = _set(
    "about according anything ask asked comment comments concerning discuss discussed discussion everything find give list "
    "mention mentioned opinion opinions regarding said say saying says show something speak spoke summarise summarize "
    "talk talked tell think thinks thought thoughts told view views"
)

_TOKEN_TABLE = {
    "dotted": r"\b(?:[A-Z]\.){2,}(?:[A-Z]\b)?",  # I.V.M.
    "amper": r"\b[A-Za-z] & [A-Za-z]\b",  # A & E
    "number": r"[£$€]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:\s?%|\s?per\s?cent\b|[^\W\d_]+)?",  # 101, £800k, 20%
    "word": r"[^\W\d_]+(?:['&][^\W\d_]+|\d+)*",  # backlog, A&E, CC's, COVID19
}
TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _TOKEN_TABLE.items()))
ACRONYM = re.compile(r"(?P<letters>[A-Z](?:[A-Z0-9&]*[A-Z][A-Z0-9]*))(?:'?s)?")  # CC, A&E, PCSOs, CC's
_POSSESSIVE = re.compile(r"'s?$")  # chief's, constables'


@dataclass(frozen=True, slots=True)
class Word:
    """One word as analysed: `stem` is its place in a phrase; `terms` are what is indexed, none for a stop word.

    `asked` are the terms any of which answers when a person asks for it.
    """

    stem: str
    terms: tuple[str, ...]
    asked: tuple[str, ...]


Need = tuple[tuple[str, ...], ...]
"""What must be found, as alternatives; each alternative is terms that go together."""


@dataclass(frozen=True, slots=True)
class Analysed:
    """A text as indexed: the stem of each word in order, the terms to index, and how many words count."""

    stems: list[str]
    terms: list[str]
    length: int


def _plain(word: str) -> str:
    return _POSSESSIVE.sub("", word.lower()).replace("'", "")[:LONGEST]


def _number(written: str) -> str:
    return re.sub("per ?cent$", "%", "".join(written.replace(",", "").lower().split()))[:LONGEST]


def _mark(letters: str) -> str:
    return "@" + letters.lower().replace(".", "").replace(" ", "").replace("'", "")[:LONGEST]


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    return str(porter2(word)) or word


def _told_by_letters(written: str) -> str | None:
    """Return the letters of an acronym without its plural s, None for what is none."""
    match = ACRONYM.fullmatch(written)
    return match["letters"] if match else None


def _word(written: str, kind: str, *, known: bool, shouting: bool) -> Word:
    """Return one word analysed; `known` says that it is an acronym of these minutes, `shouting` that all is capitals."""
    if kind == "number":
        number = _number(written)
        return Word(number, (number,), (number,))
    letters = written if kind in ("dotted", "amper") or known else _told_by_letters(written)
    plain = _plain(written)
    stem = _stem(plain)
    if letters is None:
        if plain in STOP_WORDS:
            return Word(stem, (), ())
        mixed = sum(c.isupper() for c in written) > 1  # PoFA, McDonald
        marks = dict.fromkeys((_mark(plain), _mark(plain.removesuffix("s"))))
        return Word(stem, (stem, _mark(plain)) if mixed else (stem,), (stem, *marks))
    mark = _mark(letters)
    if known or kind in ("dotted", "amper"):
        return Word(stem, (mark,), (mark,))
    both = (mark,) if plain in STOP_WORDS else (mark, stem)
    indexed = both if shouting or len(letters) > 3 else (mark,)
    return Word(stem, indexed, both if len(letters) > 5 or shouting else (mark,))


def _folded(text: str) -> str:
    """Return the text without accents or ligatures, so that both ways of writing a name are one."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return "".join(c for c in parts if not unicodedata.combining(c))


class Analysis:
    """Analyses texts and questions with the acronyms of the minutes; the same for what is indexed and what is asked."""

    def __init__(self, acronyms: Mapping[str, str]) -> None:
        self.acronyms = dict(sorted(acronyms.items()))
        self._known = frozenset(self.acronyms)
        self._seen: tuple[dict[str, Word], dict[str, Word]] = ({}, {})
        self._phrases: dict[str, list[tuple[list[str], str]]] = {}
        for acronym, expansion in self.acronyms.items():
            stems = [word.stem for word in self.words(expansion)]
            if len(stems) > 1:
                self._phrases.setdefault(stems[0], []).append((stems, _mark(acronym)))

    def words(self, text: str) -> list[Word]:
        """Return every word of `text` in order, stop words included."""
        text = _folded(text)
        shouting = text.isupper() and len(text.split()) > 1
        seen = self._seen[shouting]
        found = []
        for match in TOKEN.finditer(text):
            word = seen.get(match[0])
            if word is None:
                if len(seen) > _MOST_SEEN:
                    seen.clear()
                word = seen[match[0]] = self._word(match[0], str(match.lastgroup), shouting=shouting)
            found.append(word)
        return found

    def _word(self, written: str, kind: str, *, shouting: bool) -> Word:
        one = written if written in self._known else written.removesuffix("s").removesuffix("'")
        known = one in self._known
        return _word(one if known else written, kind, known=known, shouting=shouting)

    def index(self, text: str) -> Analysed:
        """Return what to index of a text: where an acronym's full phrase stands, the acronym is indexed beside it."""
        words = self.words(text)
        stems = [word.stem for word in words]
        terms = [term for word in words for term in word.terms]
        terms.extend(mark for mark, _, _ in self._expansions(stems))
        return Analysed(stems, terms, sum(1 for word in words if word.terms))

    def ask(self, text: str) -> list[Need]:
        """Return what must be found for `text`, each need as alternatives, each alternative as terms that go together.

        A word is a need with one alternative for each of its terms; a phrase that an acronym stands for is one need: its
        words together, or the acronym.
        """
        words = self.words(text)
        needs: list[Need] = []
        taken: set[int] = set()
        for mark, start, end in self._expansions([word.stem for word in words]):
            spelt = tuple(word.asked[0] for word in words[start:end] if word.asked)
            needs.append(((mark,), spelt) if spelt else ((mark,),))
            taken.update(range(start, end))
        for place, word in enumerate(words):
            if word.asked and place not in taken:
                needs.append(tuple((term,) for term in word.asked))
        return list(dict.fromkeys(needs))

    def _expansions(self, stems: list[str]) -> list[tuple[str, int, int]]:
        """Return each acronym whose full phrase stands in `stems`, with where it starts and ends."""
        found = []
        for start, first in enumerate(stems):
            for phrase, mark in self._phrases.get(first, ()):
                if stems[start : start + len(phrase)] == phrase:
                    found.append((mark, start, start + len(phrase)))
        return found


def drop_frame(needs: Iterable[Need]) -> list[Need]:
    """Return the needs without those that only frame a question, or all of them where nothing else is left."""
    needs = list(needs)
    kept = [need for need in needs if need[0][0] not in _FRAME_STEMS]
    return kept or needs


LIGHT_STEMS = frozenset(_stem(word) for word in LIGHT_WORDS)
"""The stems of the words that say little of what a question is about."""

_FRAME_STEMS = frozenset(_stem(word) for word in FRAME_WORDS)
