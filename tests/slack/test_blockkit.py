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
