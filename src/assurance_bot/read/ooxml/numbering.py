"""The numbers and bullets that Word puts before paragraphs of its lists. They stand in no text: they are counted here.

After ECMA-376 part 1, 17.9: a list's levels count on, a level begins anew after one above it; "%1.%2" holds the counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from assurance_bot.read.ooxml.names import attribute, child, children, number, small

_PLACE = re.compile(r"%(\d)")  # "%1.%2"
_LEVELS = 9
_BULLETS = "•●▪■◦○–—-*"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is written: where it starts, its format ("lowerRoman"), its text ("%1.%2")."""

    start: int = 1
    format: str = "decimal"
    text: str = "%1."
    legal: bool = False
    restart: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before a paragraph."""

    text: str
    bullet: bool


@dataclass
class Numbering:
    """The lists of a document, and how far each has been counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by the id of the list
    kinds: dict[str, str] = field(default_factory=dict)  # the kind of each list: lists of one kind count on together
    starts: dict[str, dict[int, int]] = field(default_factory=dict)  # where a list begins its counts anew
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def mark(self, list_id: str, depth: int) -> Mark | None:
        """Return what stands before the next paragraph of a list at `depth`, from 0; None where nothing does."""
        levels = self.levels.get(list_id)
        if levels is None or depth not in levels:
            return None
        counts = self.counts.setdefault(self.kinds[list_id], [None] * _LEVELS)
        self._count(list_id, levels, counts, depth)
        level = levels[depth]
        if level.format == "bullet":
            return Mark(level.text if level.text in _BULLETS and level.text else "•", bullet=True)
        if level.format == "none":
            return None
        text = _PLACE.sub(lambda m: _written(int(m[1]) - 1, levels, counts, legal=level.legal), level.text).strip()
        return Mark(text, bullet=False) if text else None

    def _count(self, list_id: str, levels: dict[int, Level], counts: list[int | None], depth: int) -> None:
        anew = self.starts.get(list_id, {}).get(depth)
        if anew is not None and (list_id, depth) not in self.begun:
            counts[depth] = anew
        else:
            before = counts[depth]
            counts[depth] = levels[depth].start if before is None else before + 1
        self.begun.add((list_id, depth))
        for above in range(depth):
            if counts[above] is None:
                counts[above] = levels[above].start if above in levels else 1
        for below in range(depth + 1, _LEVELS):
            if below not in levels or levels[below].restart:
                counts[below] = None


def _written(depth: int, levels: dict[int, Level], counts: list[int | None], *, legal: bool) -> str:
    level = levels.get(depth)
    count = counts[depth] if 0 <= depth < _LEVELS else None
    if level is None or count is None:
        return ""
    return FORMATS.get("decimal" if legal else level.format, str)(count)


def letters(count: int) -> str:
    """Return a, b, … z, aa, bb, … as Word counts in letters."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count < 1000 else str(count)


def roman(count: int) -> str:
    """Return a number in small Roman numerals."""
    if not 0 < count < 4000:
        return str(count)
    out = ""
    for value, sign in _ROMAN:
        out += sign * (count // value)
        count %= value
    return out


def ordinal(count: int) -> str:
    """Return 1st, 2nd, 3rd and so on."""
    ending = "th" if count // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02d}",
    "lowerLetter": letters,
    "upperLetter": lambda count: letters(count).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda count: roman(count).upper(),
    "ordinal": ordinal,
}


def read_numbering(root: etree._Element | None, style_lists: dict[str, str]) -> Numbering:
    """Return the lists of numbering.xml; `style_lists` gives the list that a style names, by the style's id."""
    numbering = Numbering()
    if root is None:
        return numbering
    kinds = {attribute(kind, "abstractNumId"): kind for kind in children(root, "abstractNum")}
    lists = {attribute(one, "numId"): one for one in children(root, "num")}
    for list_id, one in lists.items():
        kind_id = _kind(one, kinds, lists, style_lists)
        kind = kinds.get(kind_id)
        if kind is None:
            continue
        levels = {number(level, "ilvl"): _level(level) for level in children(kind, "lvl")}
        starts: dict[int, int] = {}
        for override in children(one, "lvlOverride"):
            depth = number(override, "ilvl")
            own, anew = child(override, "lvl"), child(override, "startOverride")
            if own is not None:
                levels[depth] = _level(own)
            if anew is not None:
                starts[depth] = number(anew, "val")
        numbering.levels[list_id], numbering.kinds[list_id], numbering.starts[list_id] = levels, kind_id, starts
    return numbering


def _kind(
    one: etree._Element,
    kinds: dict[str, etree._Element],
    lists: dict[str, etree._Element],
    style_lists: dict[str, str],
) -> str:
    """Return the id of a list's kind; a kind that only points at a style is that of the style's list."""
    named = child(one, "abstractNumId")
    kind_id = attribute(named, "val") if named is not None else ""
    link = child(kinds[kind_id], "numStyleLink") if kind_id in kinds else None
    other = lists.get(style_lists.get(attribute(link, "val"), "")) if link is not None else None
    linked = child(other, "abstractNumId") if other is not None else None
    return attribute(linked, "val") if linked is not None else kind_id


def _level(level: etree._Element) -> Level:
    def value(name: str, default: str) -> str:
        found = child(level, name)
        return attribute(found, "val") if found is not None else default

    start = value("start", "1")
    legal, restart = child(level, "isLgl"), value("lvlRestart", "1")
    return Level(
        small(start, otherwise=1),
        value("numFmt", "decimal"),
        value("lvlText", ""),
        legal is not None and attribute(legal, "val") not in ("0", "false"),
        restart != "0",
    )
