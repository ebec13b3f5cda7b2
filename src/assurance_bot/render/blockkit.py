"""The Block Kit pieces that answers are made of; words from minutes become Slack text here, and nothing they hold is live.

Blocks carry words in rich_text `text` elements and in `plain_text`, which Slack shows literally; no block is mrkdwn.
The top-level `text` is markup to Slack, so there `&`, `<` and `>` are escaped.
"""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assurance_bot.prose import sentences

Block = dict[str, Any]

MAX_BLOCKS = 50
MAX_TEXT = 3_900
"""Characters of top-level text: Slack splits a post a little above 4,000, and fails an update of that length."""

_UNSEEN = {"Cc", "Cs"}  # control characters, and halves of a pair, which are no characters
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent to Slack: `text` for notifications and screen readers, `blocks` for the eye.

    `instead` is what is sent where Slack does not take the blocks (a workspace without tables), None for nothing else.
    `told` is how many findings of an answer have been shown with it, those of messages before included.
    """

    text: str
    blocks: list[Block]
    instead: "Message | None" = None
    told: int = 0


def visible(words: str) -> str:
    """Return `words` without control characters; white space of any kind, line ends included, becomes one space each."""
    return "".join(
        " " if char.isspace() else char for char in words if char.isspace() or unicodedata.category(char) not in _UNSEEN
    ).strip()


def label(words: str, limit: int = 150) -> str:
    """Return `words` for a line that holds our words too: no marks that turn its direction, at most `limit` characters."""
    shown = "".join(char for char in visible(words) if char not in _BIDI)
    return shown if len(shown) <= limit else shown[: limit - 1].rstrip() + "…"


def escape(words: str) -> str:
    """Return `words` for the top-level text, where Slack reads `<…>` as a mention or link and `&…;` as a character."""
    return label(words, len(words) + 1).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(words: str, limit: int) -> tuple[str, int]:
    """Return `words` whole where they fit, else their beginning and how many words were left out.

    The beginning ends with a sentence where that keeps at least half of `limit`, else with a word, then " …".
    """
    if len(words) <= limit:
        return words, 0
    ends = [end for _, end in sentences(words[: limit + 1]) if limit // 2 <= end <= limit - 2 and words[end].isspace()]
    end = ends[-1] if ends else words.rfind(" ", limit // 2, limit - 1)
    end = end if end > 0 else limit - 2
    return words[:end].rstrip() + " …", len(words[end:].split())


def text(words: str, **style: bool) -> Block:
    """Return a text element; Slack refuses an empty one, so that nothing becomes a space."""
    element: Block = {"type": "text", "text": words or " "}
    return {**element, "style": style} if style else element


def section(*elements: Block) -> Block:
    """Return one paragraph of a rich_text block."""
    return {"type": "rich_text_section", "elements": list(elements)}


def quote(words: str) -> Block:
    """Return `words` as a quotation, shown literally whatever they hold."""
    return {"type": "rich_text_quote", "elements": [text(words)]}


def rich_text(*elements: Block) -> Block:
    """Return a block of paragraphs and quotations."""
    return {"type": "rich_text", "elements": list(elements)}


def small(*lines: str) -> Block:
    """Return a block of small grey words, a line each; each line is a `label` already."""
    words = "\n".join(line for line in lines if line)
    return {"type": "context", "elements": [{"type": "plain_text", "text": words or " ", "emoji": False}]}


def divider() -> Block:
    """Return a thin line across the message."""
    return {"type": "divider"}


def weight(blocks: list[Block]) -> int:
    """Return how many characters the blocks take as JSON, which is never less than what Slack counts of them."""
    return len(json.dumps(blocks, ensure_ascii=False))


def plain(words: str, limit: int) -> Block:
    """Return a plain_text object of at most `limit` characters, in which no code of an emoji is live."""
    return {"type": "plain_text", "text": label(words, limit) or " ", "emoji": False}


def button(words: str, action: str, value: str, *, style: str = "") -> Block:
    """Return a button; `value` is an id or a token, never words of minutes."""
    made: Block = {"type": "button", "text": plain(words, 75), "action_id": action, "value": value}
    return {**made, "style": style} if style else made


def buttons(*elements: Block) -> Block:
    """Return a row of buttons and menus; Slack takes 25."""
    return {"type": "actions", "elements": list(elements)}


def option(words: str, value: str) -> Block:
    """Return one choice of a menu."""
    return {"text": plain(words, 75), "value": value}


def menu(words: str, action: str, options: list[Block], *, chosen: str = "") -> Block:
    """Return a menu of up to 100 choices, `words` on it while none is chosen."""
    made: Block = {"type": "static_select", "action_id": action, "placeholder": plain(words, 150), "options": options}
    now = next((each for each in options if each["value"] == chosen), None)
    return {**made, "initial_option": now} if now else made


def header(words: str) -> Block:
    """Return a heading."""
    return {"type": "header", "text": plain(words, 150)}


def modal(title: str, blocks: list[Block], *, submit: str = "", callback: str = "", metadata: str = "") -> Block:
    """Return a modal; `metadata` comes back with it and holds ids only."""
    made: Block = {"type": "modal", "title": plain(title, 24), "close": plain("Close", 24), "blocks": blocks}
    if submit:
        made["submit"] = plain(submit, 24)
        made["close"] = plain("Cancel", 24)
    if callback:
        made["callback_id"] = callback
    if metadata:
        made["private_metadata"] = metadata
    return made


def within(lines: Iterable[str], limit: int) -> str:
    """Return the lines that fit whole in `limit` characters, with "…" where some did not."""
    kept = ""
    for line in lines:
        if len(kept) + len(line) + 3 > limit:
            return f"{kept}…"
        kept += f"{line}\n"
    return kept.rstrip("\n")
