"""What Slack would refuse, or make live, in what is sent to it: structure and limits of the blocks that this bot uses.

Strict on purpose: a block or element that is not in these tables is a fault until somebody has read up its limits.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

MOST_BLOCKS = 50
MOST_TEXT = 4_000
MOST_WORDS = 12_000  # characters in all blocks of a posted message

# A kind of block or element: the fields it must have, and those it may have.
FIELDS: dict[str, tuple[set[str], set[str]]] = {
    "rich_text": ({"elements"}, {"block_id"}),
    "context": ({"elements"}, {"block_id"}),
    "divider": (set(), {"block_id"}),
    "rich_text_section": ({"elements"}, set()),
    "rich_text_quote": ({"elements"}, {"border"}),
    "text": ({"text"}, {"style"}),
    "plain_text": ({"text", "emoji"}, set()),
}
CHILDREN = {
    "": {"rich_text", "context", "divider"},
    "rich_text": {"rich_text_section", "rich_text_quote"},
    "rich_text_section": {"text"},
    "rich_text_quote": {"text"},
    "context": {"plain_text"},
}
LONGEST = {"text": 4_000, "plain_text": 2_000}
MOST_ELEMENTS = {"context": 10}
STYLES = {"bold", "italic", "strike", "code"}
MARKUP = re.compile(r"[<>]|&(?!(?:amp|lt|gt);)")


def faults(payload: Mapping[str, Any], *, method: str) -> list[str]:
    """Return what is wrong with one payload, in words; `method` is the Web API method, or "response_url"."""
    blocks = payload.get("blocks") or []
    found = [*_text_faults(payload.get("text")), *_tree_faults(blocks, "")]
    if not 1 <= len(blocks) <= MOST_BLOCKS:
        found.append(f"{len(blocks)} blocks")
    if method != "response_url" and (total := sum(map(len, words(blocks)))) > MOST_WORDS:
        found.append(f"{total} characters in blocks")
    if method != "chat.update" and (payload.get("unfurl_links"), payload.get("unfurl_media")) != (False, False):
        found.append("links or media may unfurl")
    if method != "response_url" and not payload.get("channel"):
        found.append("no channel")
    return found


def words(blocks: Any) -> Iterator[str]:
    """Yield every string shown in `blocks`, in order."""
    for node in nodes(blocks):
        if node.get("type") in LONGEST:
            yield str(node["text"])


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in `tree`, in order."""
    if isinstance(tree, dict):
        yield tree
    for child in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from nodes(child)


def _text_faults(text: Any) -> Iterator[str]:
    if not isinstance(text, str) or not text.strip():
        yield "no text for notifications and screen readers"
    elif len(text) >= MOST_TEXT:
        yield f"text of {len(text)} characters"
    elif MARKUP.search(text):
        yield f"live markup in text: {MARKUP.search(text)}"


def _tree_faults(children: Any, parent: str) -> Iterator[str]:
    if not isinstance(children, list) or not all(isinstance(child, dict) for child in children):
        yield f"{parent}: not a list of objects"
        return
    if parent and not 1 <= len(children) <= MOST_ELEMENTS.get(parent, 1_000):
        yield f"{parent}: {len(children)} elements"
    for child in children:
        kind = str(child.get("type"))
        if kind not in CHILDREN[parent]:
            yield f"{kind} in {parent or 'the message'}"
            continue
        required, optional = FIELDS[kind]
        keys = set(child) - {"type"}
        if keys - required - optional or required - keys:
            yield f"{kind}: has {sorted(keys)}"
        elif kind in LONGEST:
            yield from _word_faults(child, kind)
        elif "elements" in child:
            yield from _tree_faults(child["elements"], kind)


def _word_faults(node: dict[str, Any], kind: str) -> Iterator[str]:
    if not isinstance(node["text"], str) or not 1 <= len(node["text"]) <= LONGEST[kind]:
        yield f"{kind}: text empty or too long"
    if node.get("emoji", False) is not False:
        yield f"{kind}: emoji codes are live"
    style = node.get("style", {})
    if set(style) - STYLES or not all(isinstance(on, bool) for on in style.values()):
        yield f"{kind}: style {style}"
