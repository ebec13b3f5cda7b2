"""How tall blocks are on a phone, so that an answer shows as many findings as one screen takes and no more.

The figures are those of Slack's text on a screen 390 points wide, a little on the tall side: what is thought too tall by a
line costs one finding that "Show more" brings; what is thought too short is scrolled for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assurance_bot.render.blockkit import Block

SCREEN = 825
"""Points of a phone's screen of 844 that an answer may take, below the name of who answers."""
WIDTH = 325
"""Points across, right of the picture of who answers."""

LINE, SMALL_LINE, ROW, DIVIDER, GAP = 22, 18, 38, 9, 4
"""Points down: a line of text, one of small text, a row of buttons, a dividing line, what stands between two blocks."""
LETTER, SMALL_LETTER, BOTH_SIDES, INDENT = 7.2, 6.4, 34, 16
"""Points across: a letter as a mean, with what a line leaves free at its end; the edges of a button; a quote's bar."""


def height(blocks: Iterable[Block]) -> int:
    """Return how many points down some blocks take, lists and pictures not being among them."""
    return sum(_height(block) + GAP for block in blocks)


def _height(block: Block) -> int:
    match block["type"]:
        case "rich_text":
            return sum(map(_paragraph, block["elements"]))
        case "context":
            return SMALL_LINE * sum(_lines(each["text"], WIDTH, SMALL_LETTER) for each in block["elements"])
        case "actions":
            return ROW * _rows([each["text"]["text"] for each in block["elements"]])
        case _:
            return DIVIDER


def _paragraph(element: Block) -> int:
    words = "".join(each["text"] for each in element["elements"])
    return LINE * _lines(words, WIDTH - (INDENT if element["type"] == "rich_text_quote" else 0), LETTER)


def _lines(words: str, width: float, letter: float) -> int:
    return sum(max(1, -int(-len(line) * letter // width)) for line in words.split("\n"))


def _rows(labels: Sequence[str]) -> int:
    rows, left = 0, 0.0
    for label in labels:
        wide = len(label) * SMALL_LETTER + BOTH_SIDES
        if wide > left:
            rows, left = rows + 1, float(WIDTH)
        left -= wide
    return rows
