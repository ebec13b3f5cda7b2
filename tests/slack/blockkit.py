"""What Slack would refuse, or make live, in what is sent to it: structure and limits of the blocks that this bot uses.

Strict on purpose: a block or element that is not in these tables is a fault until somebody has read up its limits. The
limits are those of Slack's reference for messages, modals and the App Home.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MOST_TEXT = 4_000
MOST_WORDS = 12_000  # characters in all blocks of a posted message
MOST_CELLS = 10_000  # characters in all cells of a message's tables
MOST_COLUMNS = 20

# A kind of block or element: the fields it must have, and those it may have.
FIELDS: dict[str, tuple[set[str], set[str]]] = {
    "rich_text": ({"elements"}, {"block_id"}),
    "context": ({"elements"}, {"block_id"}),
    "divider": (set(), {"block_id"}),
    "header": ({"text"}, {"block_id"}),
    "actions": ({"elements"}, {"block_id"}),
    "input": ({"label", "element"}, {"block_id", "hint", "optional"}),
    "table": ({"rows"}, {"column_settings", "block_id"}),
    "rich_text_section": ({"elements"}, set()),
    "rich_text_quote": ({"elements"}, {"border"}),
    "text": ({"text"}, {"style"}),
    "raw_text": ({"text"}, set()),
    "plain_text": ({"text", "emoji"}, set()),
    "button": ({"text", "action_id", "value"}, {"style"}),
    "static_select": ({"placeholder", "action_id", "options"}, {"initial_option"}),
    "radio_buttons": ({"action_id", "options"}, {"initial_option"}),
    "datepicker": ({"action_id"}, {"placeholder", "initial_date"}),
    "plain_text_input": ({"action_id"}, {"multiline", "max_length", "placeholder"}),
}
SURFACES = {
    "rich_text": {"message", "modal", "home"},
    "context": {"message", "modal", "home"},
    "divider": {"message", "modal", "home"},
    "header": {"message", "modal", "home"},
    "actions": {"message", "modal", "home"},
    "table": {"message", "home"},
    "input": {"modal"},
}
CHILDREN = {
    "rich_text": {"rich_text_section", "rich_text_quote"},
    "rich_text_section": {"text"},
    "rich_text_quote": {"text"},
    "context": {"plain_text"},
    "actions": {"button", "static_select"},
    "input": {"radio_buttons", "datepicker", "plain_text_input"},
}
LONGEST = {"text": 4_000, "plain_text": 2_000, "raw_text": 4_000}
LABELS = {"header": {"text": 150}, "button": {"text": 75}, "static_select": {"placeholder": 150}}
LABELS |= {"input": {"label": 2_000, "hint": 2_000}, "datepicker": {"placeholder": 150}}
MOST_ELEMENTS = {"context": 10, "actions": 25}
MOST_OPTIONS = {"static_select": 100, "radio_buttons": 10}
STRINGS = {"action_id": 255, "block_id": 255, "value": 2_000, "callback_id": 255, "private_metadata": 3_000}
VIEW = {
    "modal": ({"type", "title", "close", "blocks"}, {"submit", "callback_id", "private_metadata"}),
    "home": ({"type", "blocks"}, {"callback_id", "private_metadata"}),
}
STYLES = {"bold", "italic", "strike", "code"}
MARKUP = re.compile(r"[<>]|&(?!(?:amp|lt|gt);)")
OURS = re.compile(r"[A-Za-z0-9:_-]*\Z|[A-Z][\w &/’'()-]{1,60}\Z")
"""A value that is a token, an id or the name of an office, and so cannot be words of minutes."""


def faults(payload: Mapping[str, Any], *, method: str) -> list[str]:
    """Return what is wrong with one payload, in words; `method` is the Web API method, or "response_url"."""
    if method.startswith("views."):
        return [*view_faults(read(payload.get("view")))]
    blocks = payload.get("blocks") or []
    found = [*_text_faults(payload.get("text")), *tree_faults(blocks, "message")]
    if not 1 <= len(blocks) <= MOST_BLOCKS["message"]:
        found.append(f"{len(blocks)} blocks")
    if method != "response_url" and (total := sum(map(len, words(blocks)))) > MOST_WORDS:
        found.append(f"{total} characters in blocks")
    if method != "chat.update" and (payload.get("unfurl_links"), payload.get("unfurl_media")) != (False, False):
        found.append("links or media may unfurl")
    if method != "response_url" and not payload.get("channel"):
        found.append("no channel")
    return found


def read(told: Any) -> Any:
    """Return what a form carries as JSON."""
    return json.loads(told) if isinstance(told, str) else told


def view_faults(view: Any) -> Iterator[str]:
    """Yield what is wrong with a modal or a home."""
    kind = view.get("type") if isinstance(view, dict) else None
    if kind not in VIEW:
        yield f"a view of type {kind}"
        return
    required, optional = VIEW[kind]
    if set(view) - required - optional or required - set(view):
        yield f"{kind}: has {sorted(view)}"
    for name in ("title", "submit", "close"):
        if name in view:
            yield from _label_faults(view[name], f"{kind} {name}", 24)
    if not 1 <= len(view["blocks"]) <= MOST_BLOCKS[kind]:
        yield f"{len(view['blocks'])} blocks"
    if any(block.get("type") == "input" for block in view["blocks"]) and "submit" not in view:
        yield "a modal with fields and nothing to send them by"
    yield from _string_faults(view)
    yield from tree_faults(view["blocks"], kind)


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


def tree_faults(blocks: Any, surface: str) -> Iterator[str]:
    """Yield what is wrong with the blocks of a message, a modal or a home."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        yield "blocks: not a list of objects"
        return
    for block in blocks:
        if surface not in SURFACES.get(str(block.get("type")), set()):
            yield f"{block.get('type')} in a {surface}"
        else:
            yield from _node_faults(block)
    ids = Counter(node["block_id"] for node in blocks if "block_id" in node)
    yield from (f"block_id {name} twice" for name, times in ids.items() if times > 1)
    tables = [block for block in blocks if block.get("type") == "table"]
    if (cells := sum(map(len, words(tables)))) > MOST_CELLS:
        yield f"{cells} characters in tables"


def _node_faults(node: dict[str, Any]) -> Iterator[str]:
    kind = str(node.get("type"))
    required, optional = FIELDS[kind]
    keys = set(node) - {"type"}
    if keys - required - optional or required - keys:
        yield f"{kind}: has {sorted(keys)}"
        return
    yield from _string_faults(node)
    for name, most in LABELS.get(kind, {}).items():
        if name in node:
            yield from _label_faults(node[name], f"{kind} {name}", most)
    if kind in LONGEST:
        yield from _word_faults(node, kind)
    if "elements" in node:
        yield from _children_faults(node["elements"], kind)
    if "element" in node:
        yield from _children_faults([node["element"]], kind)
    if "options" in node:
        yield from _option_faults(node, kind)
    if kind == "table":
        yield from _table_faults(node)
    if kind == "button" and node.get("style", "primary") not in ("primary", "danger"):
        yield f"button: style {node['style']}"


def _children_faults(children: Any, parent: str) -> Iterator[str]:
    if not isinstance(children, list) or not 1 <= len(children) <= MOST_ELEMENTS.get(parent, 1_000):
        yield f"{parent}: {len(children) if isinstance(children, list) else 'no'} elements"
        return
    for child in children:
        if not isinstance(child, dict) or child.get("type") not in CHILDREN[parent]:
            yield f"{child} in {parent}"
        else:
            yield from _node_faults(child)
    ids = Counter(child["action_id"] for child in children if isinstance(child, dict) and "action_id" in child)
    yield from (f"{parent}: action_id {name} twice" for name, times in ids.items() if times > 1)


def _option_faults(node: dict[str, Any], kind: str) -> Iterator[str]:
    options = node["options"]
    if not 1 <= len(options) <= MOST_OPTIONS[kind]:
        yield f"{kind}: {len(options)} options"
    for each in options:
        if set(each) != {"text", "value"}:
            yield f"{kind}: an option has {sorted(each)}"
            continue
        yield from _label_faults(each["text"], f"{kind} option", 75)
        yield from _string_faults(each)
    values = Counter(each.get("value") for each in options)
    yield from (f"{kind}: option {value} twice" for value, times in values.items() if times > 1)
    if "initial_option" in node and node["initial_option"] not in options:
        yield f"{kind}: the option chosen is none of them"


def _table_faults(table: dict[str, Any]) -> Iterator[str]:
    rows = table["rows"]
    if not isinstance(rows, list) or not 1 <= len(rows) <= 100 or len({len(row) for row in rows}) != 1:
        yield "table: rows"
        return
    if not 1 <= len(rows[0]) <= MOST_COLUMNS or len(table.get("column_settings", [])) > MOST_COLUMNS:
        yield f"table: {len(rows[0])} columns"
    for cell in (cell for row in rows for cell in row):
        if cell.get("type") != "raw_text":
            yield f"table: a cell of type {cell.get('type')}"
        else:
            yield from _node_faults(cell)
    for setting in table.get("column_settings", []):
        if set(setting) - {"align", "is_wrapped"} or setting.get("align", "left") not in ("left", "center", "right"):
            yield f"table: column {setting}"


def _label_faults(label: Any, where: str, most: int) -> Iterator[str]:
    if not isinstance(label, dict) or label.get("type") != "plain_text":
        yield f"{where}: no plain_text"
        return
    if not 1 <= len(label["text"]) <= most:
        yield f"{where}: {len(label['text'])} characters"
    yield from _word_faults(label, "plain_text")


def _string_faults(node: Mapping[str, Any]) -> Iterator[str]:
    for name, most in STRINGS.items():
        if name in node and (not isinstance(node[name], str) or not 1 <= len(node[name]) <= most):
            yield f"{name}: empty or too long"
    if isinstance(node.get("value"), str) and not OURS.match(node["value"]):
        yield f"value: {node['value']!r} may be words of minutes"


def _word_faults(node: dict[str, Any], kind: str) -> Iterator[str]:
    if not isinstance(node["text"], str) or not 1 <= len(node["text"]) <= LONGEST[kind]:
        yield f"{kind}: text empty or too long"
    if node.get("emoji", False) is not False:
        yield f"{kind}: emoji codes are live"
    style = node.get("style", {})
    if set(style) - STYLES or not all(isinstance(on, bool) for on in style.values()):
        yield f"{kind}: style {style}"
