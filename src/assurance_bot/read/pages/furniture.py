"""Headers and footers: lines at the edge of a page that stand on other pages too, and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from assurance_bot.read.pages.rows import Row

_EDGE = 4  # lines from the top or the bottom of a page among which headers and footers are looked for
_MARGIN = 0.14  # of the height of the page, at the top and at the bottom
_NUMBER = re.compile(r"\d+")
_PAGE = re.compile(
    r"^\W*(?:(?:page|pg\.?|p\.?)\s*)?(\d{1,4})\s*(?:(?:of|/|\|)\s*\d{1,4})?\W*$", re.IGNORECASE
)  # "Page 2 of 7"
_SAID = re.compile(r"\bpage\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\b", re.IGNORECASE)  # "Page 2 of 7"


def furniture(pages: Sequence[Sequence[Row]], *, heights: Sequence[float]) -> set[tuple[int, int]]:
    """Return (index of page, index of row) of the headers, footers and page numbers.

    A line is furniture where the same words, numbers aside, stand at the same height at the same edge of most pages of
    at least two, or where it holds but a page number that grows with the pages.
    """
    return _repeated(pages, heights) | _numbers(pages, heights)


def _edges(rows: Sequence[Row], height: float) -> list[int]:
    """Return the rows near the top and the bottom of a page."""
    near = [i for i in range(len(rows)) if i < _EDGE or i >= len(rows) - _EDGE]
    return [i for i in near if not _MARGIN * height < rows[i].base < (1 - _MARGIN) * height]


def _repeated(pages: Sequence[Sequence[Row]], heights: Sequence[float]) -> set[tuple[int, int]]:
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for page, rows in enumerate(pages):
        for i in _edges(rows, heights[page]):
            places[_NUMBER.sub("#", rows[i].text.lower())].append((page, i))
    found: set[tuple[int, int]] = set()
    for words, seen in places.items():
        if not words.strip("# -–.") and len(words) < 4:
            continue  # bare numbers are judged by their growth
        level = _level(seen, pages, heights)
        if len({page for page, _ in level}) >= max(2, (len(pages) + 1) // 2):
            found |= set(level)
    return found


def _level(
    seen: list[tuple[int, int]], pages: Sequence[Sequence[Row]], heights: Sequence[float]
) -> list[tuple[int, int]]:
    """Return those of `seen` that stand at one height: from the top, or from the bottom, of their pages."""
    groups: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for page, i in seen:
        base = pages[page][i].base
        top = base < heights[page] / 2
        place = base if top else heights[page] - base
        groups["top" if top else "bottom", round(place / 8)].append((page, i))
        groups["top" if top else "bottom", round(place / 8) + 1].append((page, i))
    return max(groups.values(), key=len)


def _numbers(pages: Sequence[Sequence[Row]], heights: Sequence[float]) -> set[tuple[int, int]]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    sure: set[tuple[int, int]] = set()
    for page, rows in enumerate(pages):
        outer = [i for i in (0, 1, len(rows) - 2, len(rows) - 1) if 0 <= i < len(rows)]
        for i in dict.fromkeys(outer):
            match = _PAGE.match(rows[i].text)
            if match and not 0.12 * heights[page] < rows[i].base < 0.85 * heights[page]:
                found[int(match[1]) - page].append((page, i))
                if _SAID.search(rows[i].text):
                    sure.add((page, i))
    growing = max(found.values(), key=lambda seen: len({page for page, _ in seen}), default=[])
    pages_seen = {page for page, _ in growing}
    enough = len(pages_seen) >= 2 or (
        len(pages) == 1 and any(pages[p][i].text.strip(" -–.") == "1" for p, i in growing)
    )
    return sure | (set(growing) if enough else set())
