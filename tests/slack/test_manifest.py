"""The manifest that people paste asks for what the app hears and does, and for nothing more."""

import json
from pathlib import Path
from typing import Any

import pytest

from assurance_bot.slack.checking import SCOPES
from assurance_bot.slack.words import HELP
from slack.conftest import AtWork, Opener
from slack.recorder import BOT, Recorder
from slack.requests import command, mention

MANIFEST: dict[str, Any] = json.loads((Path(__file__).parents[2] / "bot" / "manifest.json").read_text(encoding="utf-8"))
NEEDS = {
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "auth.test": None,
    "response_url": "commands",
    "users.info": "users:read",
    "conversations.info": "channels:read",
    "views.publish": None,
    "assistant.threads.setStatus": "assistant:write",
}
LENGTHS = {"name": 35, "description": 140}


def test_it_uses_socket_mode_and_asks_for_the_scopes_that_check_looks_for_and_no_more() -> None:
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert MANIFEST["settings"]["interactivity"] == {"is_enabled": True}
    assert MANIFEST["oauth_config"] == {"scopes": {"bot": list(SCOPES)}}


def test_its_words_fit_where_slack_shows_them() -> None:
    shown = MANIFEST["display_information"]
    assert all(len(shown[field]) <= most for field, most in LENGTHS.items())
    assert len(MANIFEST["features"]["bot_user"]["display_name"]) <= 80


def test_the_hint_and_the_help_name_the_same_words() -> None:
    hint = MANIFEST["features"]["slash_commands"][0]["usage_hint"]
    for word in ("reported", "overdue", "due 14", "superseded", "all", "about", "in", "since"):
        assert word in hint
        assert word in " ".join(HELP)


EVENTS = {
    "app_mention": {"type": "app_mention"},
    "message.im": {"type": "message", "channel_type": "im"},
    "message.channels": {"type": "message", "channel_type": "channel"},
    "message.groups": {"type": "message", "channel_type": "group"},
    "app_home_opened": {"type": "app_home_opened", "tab": "home"},
}
SILENT = {"message.channels", "message.groups"}
"""Heard for edits and deletions of questions alone."""


@pytest.mark.parametrize("event", MANIFEST["settings"]["event_subscriptions"]["bot_events"])
def test_every_event_subscribed_to_is_heard_within_the_scopes(event: str, at_work: AtWork, recorder: Recorder) -> None:
    assert at_work().event(mention(**EVENTS[event])).status == 200
    if event not in SILENT:
        recorder.wait(lambda all_: all_.messages() or all_.views())
    needed = {NEEDS[call.method] for call in recorder.calls} - {None}
    assert needed <= set(MANIFEST["oauth_config"]["scopes"]["bot"])


@pytest.mark.parametrize("offered", [item["command"] for item in MANIFEST["features"]["slash_commands"]])
def test_every_command_offered_is_answered(offered: str, at_work: AtWork, recorder: Recorder) -> None:
    body = {**command("overdue", response_url=f"{recorder.url}/respond/1"), "command": offered}
    assert at_work().command(body).status == 200
    recorder.wait_for_messages(1)


def test_an_event_that_is_not_subscribed_to_is_not_answered(open_door: Opener, recorder: Recorder) -> None:
    assert open_door().event(mention(type="reaction_added", user=BOT["user_id"])).status == 200
    assert open_door().event(mention(type="reaction_added")).status == 404
    assert recorder.messages() == []
