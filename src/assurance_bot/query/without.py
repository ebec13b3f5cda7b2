"""What a question leaves out: "vetting but not renewals", "-renewals", "estates except the depot", 'not "spot checks"'.

    without = ( "but not" | "except" | "excluding" | "apart from" | … ) [ "about" | "on" | … ] words | "-" word

The words reach to the next comma, or to a word that begins another part ("by", "since"). Where they are an office or a
person, what these said, asked or owe is left out.
"""
# ruff: noqa: E501  # a row of a table of expressions stays on its line

from __future__ import annotations

import re
from collections.abc import Iterator

from assurance_bot.query.left import Left
from assurance_bot.query.shapes import Vocabulary
from assurance_bot.query.who import read_who
from assurance_bot.query.words import GAP, word_set

MARKS: tuple[tuple[str, str, str], ...] = (
    ("but not", r"(?:,\s*)?\bbut\s+not\b", "vetting but not renewals"),
    ("except", r"\b(?:except(?:ing)?(?:\s+for)?|excluding|exclud(?:e|es)|excl\.?)(?!\w)", "estates except the depot"),
    ("apart from", r"\b(?:apart|aside)\s+from\b|\bother\s+than\b|\bleaving\s+out\b|\bnot\s+(?:including|counting)\b",
     "all actions apart from those on estates"),
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


def read_without(left: Left, vocabulary: Vocabulary) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Take what is to be left out of what is left; return the words, and the offices and people."""
    words: list[str] = []
    whom: list[str] = []
    for phrase in _taken(left):
        inside = Left(phrase)
        named = read_who(inside, vocabulary)
        if named and not set(inside.topic().lower().split()) - _SAYING:
            whom += [one.role or one.person for one in named]
        else:
            words += re.split(r"\s+or\s+", phrase)
    return tuple(dict.fromkeys(words)), tuple(dict.fromkeys(whom))


def _taken(left: Left) -> Iterator[str]:
    for pattern in (_MARKED, _DASHED):
        for match in list(pattern.finditer(left.text)):
            words = (match["quoted"] or match["words"] or "").strip(" .'’")
            first = words.lower().split()[:1]
            if not first or first[0] in _STANDING or not any(c.isalnum() for c in words):
                continue
            left.take(match)
            yield words
