"""Page furniture: what belongs to the page and not to the minutes, told by its place, its repetition and its form.

Furniture is left out of every quote, also where it stands in the middle of a sentence.
"""

import re
from collections import Counter

from assurance_bot.document import Document, fold
from assurance_bot.prose import FINISHED
from assurance_bot.read.plain import PAGE_MARK

MARKING = re.compile(
    r"^\W*(?:(?:not\s+)?protectively\s+marked|not\s+protectively\s+marked|official(?:\s*[-–:]?\s*sensitive)?"
    r"|restricted|confidential|unclassified|protect)\W*$",
    re.IGNORECASE,
)  # "Not Protectively Marked"
PAGE_NUMBER = re.compile(
    r"^[-–—\s|]*\d{1,3}\s*(?:(?:of|/|\|)\s*\d{1,3})?[-–—\s|]*$"
)  # "- 3 -", beside a page's edge only
PAGE_FOOT = re.compile(
    r"^.{0,80}\bpage\s+\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\W*$", re.IGNORECASE
)  # "Assurance Board – page 2"
COLUMN_HEAD = re.compile(
    r"^(?:ACTIONS?|ACTION BY|OWNERS?|BY WHOM|LEAD|WHO)$"
)  # "ACTION", at the head of a page's column
_DIGITS = re.compile(r"\d+")
_EDGE = 3  # a running header or footer stands within so many written lines of its page's edge
_OFTEN = 3  # and on at least so many pages
_GROUP = 5  # lines, no more stand together at a page's edge
_TITLE = 6  # written lines that open the minutes, with what they are of
_SAME = 0.75  # of the words of a running title stand there


def furniture(document: Document) -> frozenset[int]:
    """Return the indexes of the lines that are page furniture."""
    words = [fold(document.text[line.span.start : line.span.end]) for line in document.lines]
    found = {
        i
        for i, line in enumerate(document.lines)
        if line.form == "furniture" or (words[i] and (PAGE_MARK.match(words[i]) or MARKING.match(words[i])))
    }
    edges = _edges(document, words, found)
    marked = any(PAGE_MARK.match(words[i]) for i in found)
    times = Counter(_DIGITS.sub("#", words[i]) for i in edges)
    for i in edges:
        alone = PAGE_NUMBER.match(words[i]) and not marked  # where pages say "Page 1 of 2", a bare number is an item's
        if times[_DIGITS.sub("#", words[i])] >= _OFTEN or alone or PAGE_FOOT.match(words[i]):
            found.add(i)
    found |= _beside_marks(words, found)
    return frozenset(found | _column_heads(words, found))


def marking(document: Document) -> str | None:
    """Return the protective marking the pages carry, as written, or None."""
    for line in document.lines:
        for piece in document.text[line.span.start : line.span.end].split("\t"):
            words = fold(piece)
            if words and MARKING.match(words):
                return words
    return None


def _edges(document: Document, words: list[str], found: set[int]) -> set[int]:
    """Lines near a change of page, where the text itself tells of pages (form feeds or positions, not marks alone)."""
    if "\f" not in document.text and document.format == "plain":
        marks = {i for i in found if PAGE_MARK.match(words[i])}
        breaks = sorted(marks)
    else:
        pages = [line.page for line in document.lines]
        breaks = [i for i in range(1, len(pages)) if pages[i] != pages[i - 1]]
    near: set[int] = set()
    for place in {0, *breaks, len(words)} if breaks else ():
        for step in (-1, 1):
            i, seen = place if step > 0 else place - 1, 0
            while 0 <= i < len(words) and seen < _EDGE:
                if words[i]:
                    near.add(i)
                    seen += 1
                i += step
    return near


def _beside_marks(words: list[str], found: set[int]) -> set[int]:
    """Lines that stand in one group with a page's mark, where the group cuts a sentence in two, or that name the body again.

    So is a running title told that too few pages repeat.
    """
    title = set(_words("\n".join([line for line in words[:20] if line][:_TITLE])))
    beside: set[int] = set()
    for mark in sorted(i for i in found if PAGE_MARK.match(words[i]) or MARKING.match(words[i])):
        first, last = mark, mark
        while first > 0 and words[first - 1] and mark - first < _GROUP:
            first -= 1
        while last + 1 < len(words) and words[last + 1] and last - mark < _GROUP:
            last += 1
        before = next((words[i] for i in range(first - 1, -1, -1) if words[i]), ".")
        after = next((words[i] for i in range(last + 1, len(words)) if words[i]), "")
        group = range(first, last + 1)
        cuts = not FINISHED.search(before) and after[:1].islower() and len(group) <= _GROUP
        for i in group:
            named = _words(words[i])
            again = len(named) > 1 and sum(w in title for w in named) >= _SAME * len(named)
            if cuts or (again and i >= _TITLE and not FINISHED.search(words[i]) and first > 0):
                beside.add(i)
    return beside


def _words(line: str) -> list[str]:
    return re.findall(r"[a-z]{3,}", line.lower())


def _column_heads(words: list[str], found: set[int]) -> set[int]:
    """A word like "ACTION", without a colon, that follows furniture: the head of a column that the page repeats."""
    heads = set()
    before = None
    for i, line in enumerate(words):
        if not line:
            continue
        if COLUMN_HEAD.match(line) and before in found:
            heads.add(i)
        before = i
    return heads
