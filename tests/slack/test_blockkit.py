"""The checker that other tests lean on finds what it is there to find."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from slack.blockkit import faults

GOOD: dict[str, Any] = {
    "channel": "C1",
    "text": "words &amp; more",
    "unfurl_links": False,
    "unfurl_media": False,
    "blocks": [
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "a", "style": {"bold": True}}]},
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": "<!here>"}]},
            ],
        },
        {"type": "context", "elements": [{"type": "plain_text", "text": "b", "emoji": False}]},
        {"type": "divider"},
    ],
}


def blocks(change: Callable[[list[dict[str, Any]]], None]) -> Callable[[dict[str, Any]], None]:
    return lambda payload: change(payload["blocks"])


BAD: dict[str, Callable[[dict[str, Any]], object]] = {
    "no text": lambda payload: payload.pop("text"),
    "blank text": lambda payload: payload.update(text=" "),
    "long text": lambda payload: payload.update(text="a" * 4_000),
    "a mention in the text": lambda payload: payload.update(text="<@U1>"),
    "a bare ampersand in the text": lambda payload: payload.update(text="A & B"),
    "no channel": lambda payload: payload.pop("channel"),
    "links that unfurl": lambda payload: payload.pop("unfurl_links"),
    "no blocks": lambda payload: payload.update(blocks=[]),
    "51 blocks": lambda payload: payload.update(blocks=[{"type": "divider"}] * 51),
    "a section of mrkdwn": blocks(
        lambda all_: all_.append({"type": "section", "text": {"type": "mrkdwn", "text": "<!here>"}})
    ),
    "a broadcast": blocks(
        lambda all_: all_[0]["elements"][0]["elements"].append({"type": "broadcast", "range": "here"})
    ),
    "a link": blocks(lambda all_: all_[0]["elements"][1]["elements"].append({"type": "link", "url": "https://e.org"})),
    "mrkdwn in small words": blocks(lambda all_: all_[1]["elements"].append({"type": "mrkdwn", "text": "*b*"})),
    "an empty text": blocks(lambda all_: all_[0]["elements"][1]["elements"][0].update(text="")),
    "an empty quote": blocks(lambda all_: all_[0]["elements"][1].update(elements=[])),
    "11 small elements": blocks(lambda all_: all_[1].update(elements=all_[1]["elements"] * 11)),
    "small words too long": blocks(lambda all_: all_[1]["elements"][0].update(text="a" * 2_001)),
    "live emoji codes": blocks(lambda all_: all_[1]["elements"][0].update(emoji=True)),
    "an unknown key": blocks(lambda all_: all_[2].update(colour="red")),
    "an unknown style": blocks(lambda all_: all_[0]["elements"][0]["elements"][0].update(style={"blink": True})),
    "a quote outside a rich_text": blocks(lambda all_: all_.append(all_[0]["elements"][1])),
    "more words than a post may hold": blocks(
        lambda all_: all_.extend(
            [{"type": "context", "elements": [{"type": "plain_text", "text": "a" * 2_000, "emoji": False}]}] * 7
        )
    ),
}


def test_a_sound_message_has_no_faults() -> None:
    assert faults(GOOD, method="chat.postMessage") == []


@pytest.mark.parametrize("name", BAD)
def test_a_fault_is_found(name: str) -> None:
    payload = copy.deepcopy(GOOD)
    BAD[name](payload)
    assert len(faults(payload, method="chat.postMessage")) == 1


def plain(words: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": words, "emoji": False}


def field(**element: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": "why", "label": plain("Why?"), "element": element}


MENU: dict[str, Any] = {"type": "static_select", "action_id": "m", "placeholder": plain("Choose"), "options": []}
CHOICE: dict[str, Any] = {"text": plain("One"), "value": "A-1"}
BUTTON: dict[str, Any] = {"type": "button", "action_id": "b", "value": "A-1", "text": plain("Press")}
TABLE: dict[str, Any] = {
    "type": "table",
    "rows": [[{"type": "raw_text", "text": "a"}, {"type": "raw_text", "text": "b"}]],
}
MODAL: dict[str, Any] = {
    "type": "modal",
    "title": plain("A modal"),
    "close": plain("Close"),
    "submit": plain("Send"),
    "blocks": [
        field(type="plain_text_input", action_id="why"),
        {"type": "actions", "elements": [BUTTON, {**MENU, "options": [CHOICE]}]},
    ],
}
BAD_VIEWS: dict[str, Callable[[dict[str, Any]], object]] = {
    "no title": lambda view: view.pop("title"),
    "a long title": lambda view: view.update(title=plain("a" * 25)),
    "fields and nothing to send them by": lambda view: view.pop("submit"),
    "no blocks": lambda view: view.update(blocks=[]),
    "101 blocks": lambda view: view.update(blocks=[{"type": "divider"}] * 101),
    "a table in a modal": blocks(lambda all_: all_.append(TABLE)),
    "a long metadata": lambda view: view.update(private_metadata="a" * 3_001),
    "a long button": blocks(lambda all_: all_[1]["elements"][0].update(text=plain("a" * 76))),
    "words of minutes in a button": blocks(lambda all_: all_[1]["elements"][0].update(value="The CC to write.")),
    "an unknown style of a button": blocks(lambda all_: all_[1]["elements"][0].update(style="loud")),
    "a button twice": blocks(lambda all_: all_[1]["elements"].append(BUTTON)),
    "26 buttons": blocks(lambda all_: all_[1].update(elements=[{**BUTTON, "action_id": f"b{n}"} for n in range(26)])),
    "a menu of nothing": blocks(lambda all_: all_[1]["elements"][1].update(options=[])),
    "a choice twice": blocks(lambda all_: all_[1]["elements"][1].update(options=[CHOICE, CHOICE])),
    "a long choice": blocks(
        lambda all_: all_[1]["elements"][1].update(options=[{"text": plain("a" * 76), "value": "1"}])
    ),
    "a chosen one that is none": blocks(
        lambda all_: all_[1]["elements"][1].update(initial_option={"text": plain("Two"), "value": "2"})
    ),
    "a field of an unknown kind": blocks(lambda all_: all_[0].update(element={"type": "email", "action_id": "why"})),
    "a block_id twice": blocks(lambda all_: all_[1].update(block_id="why")),
}
BAD_TABLES: dict[str, dict[str, Any]] = {
    "no rows": {**TABLE, "rows": []},
    "101 rows": {**TABLE, "rows": TABLE["rows"] * 101},
    "ragged rows": {**TABLE, "rows": [*TABLE["rows"], TABLE["rows"][0][:1]]},
    "21 columns": {**TABLE, "rows": [[{"type": "raw_text", "text": "a"}] * 21]},
    "an empty cell": {**TABLE, "rows": [[{"type": "raw_text", "text": ""}]]},
    "a live cell": {**TABLE, "rows": [[{"type": "mrkdwn", "text": "<!here>"}]]},
    "an unknown setting": {**TABLE, "column_settings": [{"colour": "red"}]},
    "10,001 characters": {**TABLE, "rows": [[{"type": "raw_text", "text": "a" * 3_334}] * 3]},
}


def test_a_sound_modal_and_a_sound_table_have_no_faults() -> None:
    assert faults({"view": MODAL}, method="views.open") == []
    assert faults({**GOOD, "blocks": [TABLE]}, method="chat.postMessage") == []


@pytest.mark.parametrize("name", BAD_VIEWS)
def test_a_fault_of_a_modal_is_found(name: str) -> None:
    view = copy.deepcopy(MODAL)
    BAD_VIEWS[name](view)
    assert len(faults({"view": view}, method="views.open")) == 1


@pytest.mark.parametrize("name", BAD_TABLES)
def test_a_fault_of_a_table_is_found(name: str) -> None:
    assert len(faults({**GOOD, "blocks": [BAD_TABLES[name]]}, method="chat.postMessage")) == 1
