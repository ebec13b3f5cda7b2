"""Lines of running text to blocks, a paragraph, list item or heading each, and the side words to the block they stand by.

What begins a block: a rule, a gap, a bullet or number, words in bold before words that are not, a line that ends before it
had to, another indent. A block may run over the end of a page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from assurance_bot.read.pages.hyphens import BROKEN
from assurance_bot.read.pages.rows import Piece, Row
from assurance_bot.read.pages.sheets import Rule
from assurance_bot.read.pages.sides import Beside

_GAP = 1.28  # of the usual distance between lines
_LEVEL = 0.3  # of it: words this near to a line stand level with it
_CLEAR = 0.75  # where the lower of two lines is not this much nearer, the upper is chosen
_TOKEN = re.compile(r"\w{2,}")  # "JR"
_ENDS = (".", "!", "?", ":", ";")


@dataclass
class Block:
    """The lines of one paragraph, list item or heading, and what stands beside it."""

    rows: list[Row]
    beside: list[Beside] = field(default_factory=list)

    @property
    def heading(self) -> bool:
        """Whether it is one short bold line."""
        return len(self.rows) == 1 and self.rows[0].bold and len(self.rows[0].text) < 100


_Line = tuple[float, Block]


def blocks_of(rows: Sequence[Row], *, pitch: float, rules: dict[int, list[Rule]]) -> list[Block]:
    """Return the blocks of `rows`; `rules` are the level ones of each page."""
    rows = _numbers_lifted(rows, pitch)
    edges = _full(rows)
    blocks: list[Block] = []
    for i, row in enumerate(rows):
        if i == 0 or _begins(row, blocks[-1].rows, pitch, edges.get(blocks[-1].rows[-1].page, 0.0), rules):
            blocks.append(Block([row]))
        else:
            blocks[-1].rows.append(row)
    return _listed(blocks)


def _listed(blocks: Sequence[Block]) -> list[Block]:
    """Return `blocks` with two lines parted that are entries of a list: they stand between entries, have no full stop."""
    out: list[Block] = []
    for i, block in enumerate(blocks):
        around = [*blocks[max(0, i - 1) : i], *blocks[i + 1 : i + 2]]
        if len(block.rows) == 2 and len(around) == 2 and all(_entry(b) or b.heading for b in around):
            first, second = block.rows
            if _entry(Block([first])) and second.words[0].text[0].isupper():
                out += [Block([first]), Block([second])]
                continue
        out.append(block)
    return out


def _entry(block: Block) -> bool:
    row = block.rows[0]
    plain = len(block.rows) == 1 and row.mark is None and not row.words[-1].text.endswith((*_ENDS, ",", "–", "-"))
    return plain and row.words[0].text[0].isupper()


def _full(rows: Sequence[Row]) -> dict[int, float]:
    """Return an edge that full lines reach, for each page: a fifth of the long lines go farther, so none is missed by it."""
    edges: dict[int, float] = {}
    width = max((row.x1 - row.x0 for row in rows), default=0.0)
    for page in {row.page for row in rows}:
        long = sorted(row.x1 for row in rows if row.page == page and row.x1 - row.x0 > 0.6 * width)
        edges[page] = long[len(long) * 4 // 5 - (len(long) > 4)] if long else 0.0
    return edges


def _begins(row: Row, block: Sequence[Row], pitch: float, right: float, rules: dict[int, list[Rule]]) -> bool:
    before = block[-1]
    if not row.mark and BROKEN.search(before.words[-1].text) and row.words[0].text[0].islower():
        return False
    if row.mark or (block[0].mark is None and _leads_in_bold(row, before)):
        return True
    if len(block) == 1 and before.words[-1].bold != row.words[0].bold and (before.bold or row.bold):
        return True
    short = before.x1 + 0.3 * row.size + (row.words[0].x1 - row.words[0].x0) < right
    if row.page != before.page:
        return short or before.words[-1].text.endswith(_ENDS)
    step = row.base - before.base
    if step > _GAP * max(pitch, 1.12 * row.size) or _ruled(before, row, rules):
        return True
    return short or row.x0 - before.x0 > 0.9 * row.size or (before.x0 - row.x0 > 0.6 * row.size and len(block) > 1)


def _leads_in_bold(row: Row, before: Row) -> bool:
    """Whether a line begins with bold words and goes on in others, after a line that ends a sentence in others.

    Words of four letters or fewer are more often somebody's initials than a heading.
    """
    lead = "".join(word.text for word in takewhile(lambda word: word.bold, row.words))
    last = before.words[-1]
    return len(lead) > 4 and not row.bold and not last.bold and last.text.endswith(_ENDS)


def _ruled(before: Row, row: Row, rules: dict[int, list[Rule]]) -> bool:
    """Whether a level rule wider than the words of either line parts them; an underline is as wide as its words."""
    width = max(row.x1 - row.x0, before.x1 - before.x0) + 4 * row.size
    high, low = before.base + 0.1 * before.size, row.base - 0.7 * row.size
    return any(high < rule.y0 < low and rule.x1 - rule.x0 > width for rule in rules.get(row.page, ()))


def _numbers_lifted(rows: Sequence[Row], pitch: float) -> list[Row]:
    """Return `rows` in which a number level with the line below a heading stands before that heading, as it is meant."""
    out: list[Row] = []
    for row in rows:
        head = out[-1] if out else None
        if head and row.mark and _belongs_above(row, head, out[-2] if len(out) > 1 else None, pitch):
            number, rest = row.mark.words[0], row.mark.words[1:]
            out[-1] = replace(head, mark=Piece((number,)))
            row = replace(row, mark=Piece(rest) if rest else None)  # noqa: PLW2901 - the row without its number
        out.append(row)
    return out


def _belongs_above(row: Row, head: Row, earlier: Row | None, pitch: float) -> bool:
    mark = row.mark.words[0] if row.mark else None
    if mark is None or not mark.text[0].isdigit() or head.mark or head.page != row.page:
        return False
    opens = earlier is None or earlier.page != head.page or head.base - earlier.base > _GAP * pitch
    close = row.base - head.base <= _GAP * pitch
    return opens and close and head.bold and not row.bold and mark.bold and mark.x1 < head.x0


def attach(blocks: Sequence[Block], beside: Sequence[Beside], *, pitch: float) -> None:
    """Give each side word to the block it stands by: level with a line of it, or the neighbour that names it.

    Where neither does, the nearer has it, by choice the one above; but words set close under others that are not level
    with a line either go with those, unless the text beside them names them.
    """
    lines: dict[int, list[_Line]] = defaultdict(list)
    for block in blocks:
        for row in block.rows:
            lines[row.page].append((row.base, block))
    before: Beside | None = None
    home, loose = blocks[0], False
    for one in sorted(beside, key=lambda b: (b.column, b.page, b.base)):
        target, level = _nearest(lines[one.page], one, pitch) or (_before(blocks, one.page), True)
        near = (
            before and (before.column, before.page) == (one.column, one.page) and one.base - before.base < 1.25 * pitch
        )
        if not (near and loose and not level and not _names(target, one)):
            home = target
        home = _not_heading(home, blocks, one)
        home.beside.append(one)
        before, loose = one, not level


def _nearest(lines: Sequence[_Line], one: Beside, pitch: float) -> tuple[Block, bool] | None:
    """Return the block a side word stands by, and whether it is level with a line of it; None where the page has no line."""
    above = max((line for line in lines if line[0] <= one.base), key=lambda line: line[0], default=None)
    below = min((line for line in lines if line[0] > one.base), key=lambda line: line[0], default=None)
    if above is None or below is None:
        only = above or below
        return (only[1], abs(only[0] - one.base) <= _LEVEL * pitch) if only else None
    up, down = one.base - above[0], below[0] - one.base
    if min(up, down) <= _LEVEL * pitch:
        return (above[1] if up <= down else below[1]), True
    named = [line[1] for line in (above, below) if _names(line[1], one)]
    if len(named) == 1:
        return named[0], False
    return (below[1] if down <= _CLEAR * up else above[1]), False


def _names(block: Block, one: Beside) -> bool:
    """Whether the words of a block hold one of the side words: owners are mostly named in the text."""
    said = {word for row in block.rows for word in _TOKEN.findall(row.text)}
    return any(word in said for word in _TOKEN.findall(one.piece.text))


def _before(blocks: Sequence[Block], page: int) -> Block:
    """Return the last block that begins before the end of `page`."""
    earlier = [block for block in blocks if block.rows[0].page <= page]
    return earlier[-1] if earlier else blocks[0]


def _not_heading(block: Block, blocks: Sequence[Block], one: Beside) -> Block:
    """Return `block`, or the block below where `block` is a heading and `one` is not set in bold above all text."""
    at = next(i for i, b in enumerate(blocks) if b is block)
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    if not block.heading or block.rows[0].mark is None or after is None or after.rows[0].mark is not None:
        return block
    return after if after.rows[0].base - block.rows[0].base < 2 * one.piece.size and not after.heading else block
