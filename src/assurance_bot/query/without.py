"""What a question leaves out: "vetting but not renewals", "-renewals", "estates except the depot", 'not "spot checks"'.

    without = ( "but not" | "except" | "excluding" | "apart from" | … ) [ "about" | "on" | … ] words | "-" word

The words reach to the next comma, or to a word that begins another part ("by", "since"). Where they are an office or a
person, what these said, asked or owe is left out.
"""
# ruff: noqa: E501  # a row of a table of expressions stays on its line

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from assurance_bot.dates import find_period
from assurance_bot.query.left import Left
from assurance_bot.query.shapes import Vocabulary
from assurance_bot.query.who import read_who
from assurance_bot.query.words import GAP, word_set

MARKS: tuple[tuple[str, str, str], ...] = (
    ("but not", r"(?:,\s*)?\bbut\s+not\b", "vetting but not renewals"),
    ("except", r"\b(?:except(?:ing)?(?:\s+for)?|excluding|exclud(?:e|es)|excl\.?)(?!\w)", "estates except the depot"),
    ("apart from", r"\b(?:apart|aside)\s+from\b|\bother\s+than\b|\bleaving\s+out\b|\bnot\s+(?:including|counting)\b",
     "all actions apart from those on estates"),
    ("not of", r"\b(?:(?:that|which)\s+(?:are|is|were)\s+)?not\s+(?:owned|held|owed|set|assigned)\s+(?:by|to|on|for)\b", "open actions not owned by the caretaker"),
    ("and not", r"(?:,\s*|\band\s+)not\b|^\s*not\b(?=\s+(?:about|on|the|those|any|anything|regarding)\b)", "vetting, not renewals"),
    ("without the word", r"^\s*(?:(?:and|but|or)\s+)?without\b|\bwithout\s+(?:the\s+words?|any\s+mention\s+of|mention(?:ing)?(?:\s+of)?)\b",
     "vetting without mention of renewals"),
)  # fmt: skip
"""What comes before words to be left out: a name, a pattern, an example."""

_LEAD = (
    r"(?:\s+(?:(?:any(?:thing|one)?|those|the ones|what was said|that|which|is|are|was|were|to do with|the|for)\b\s*)*)"
)
_ABOUT = r"(?:(?:about|on|regarding|concerning|with|in|at)\s+(?:the\s+)?)?"
_ENDS = r"(?=\s+(?:by|from|for|since|before|after|until|between|during|about|regarding|but|except)\b|[,;:?!.]|[\x1e\x1f]|\s*$)"
_MARKED = re.compile(
    rf"(?:{'|'.join(pattern for _, pattern, _ in MARKS)}){_LEAD}{_ABOUT}"
    rf"(?:[\"“](?P<quoted>[^\"”]{{1,200}})[\"”]|(?P<words>[^,;:?!{GAP}\x1e\"“”]{{1,120}}?){_ENDS})",
    re.IGNORECASE,
)
_DASHED = re.compile(r"(?<!\S)[-–−](?:[\"“](?P<quoted>[^\"”]{1,200})[\"”]|(?P<words>[^\W\d_][\w&’'-]*))(?!\S)")
_SAYING = word_set("said say says asked asks ask promised promises gave gives told owes owed owe ones words actions")
"""What may stand beside those who are left out: "except what the CFO said"."""
_STANDING = word_set(
    "open closed done completed complete finished yet overdue late due answered delivered implemented received only"
)
"""No topics: "reported but not closed" says how something stands."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is left out: words, and offices and people; `unread` what was to be and cannot ("but not in 2023")."""

    words: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def read_without(left: Left, vocabulary: Vocabulary, *, today: dt.date) -> LeftOut:
    """Take what is to be left out of what is left, and return it in order."""
    words: list[str] = []
    whom: list[str] = []
    unread: list[str] = []
    for said, phrase in _taken(left):
        inside = Left(phrase)
        named = read_who(inside, vocabulary)
        if named and not set(inside.topic().lower().split()) - _SAYING:
            whom += [one.role or one.person for one in named]
        elif _days(phrase, today):
            unread.append(said)
        else:
            words += re.split(r"\s+or\s+", phrase)
    return LeftOut(*(tuple(dict.fromkeys(each)) for each in (words, whom, unread)))


def _days(phrase: str, today: dt.date) -> bool:
    """Say whether words name days and nothing else."""
    found = find_period(f"in {phrase}", today=today) or find_period(phrase, today=today)
    return found is not None and found.end_index - found.start_index >= len(phrase)


def _taken(left: Left) -> Iterator[tuple[str, str]]:
    """Yield what is taken out, and what of it is to be left out."""
    for pattern in (_MARKED, _DASHED):
        for match in list(pattern.finditer(left.text)):
            words = (match["quoted"] or match["words"] or "").strip(" .'’")
            if any(c.isalnum() for c in words) and not _tells_standing(match[0], words):
                yield left.take(match).strip(" ,"), words


def _tells_standing(said: str, words: str) -> bool:
    """Say whether it is no topic that is left out: "reported but not closed", "and not mentioned since"."""
    first = words.lower().split()[0]
    return first in _STANDING or (first.endswith("ed") and re.search(r"\bnot\b", said, re.IGNORECASE) is not None)
