"""The bodies of what Slack sends when somebody mentions the bot or types a command."""

import itertools
import json
from typing import Any

from slack.recorder import BOT

_EVENTS, _TRIGGERS, _VIEWS = itertools.count(1), itertools.count(1), itertools.count(1)


def mention(text: str = "<@UBOT> what did the CFO promise?", *, event_id: str = "", **event: Any) -> dict[str, Any]:
    """Return an app_mention; further arguments are fields of the event."""
    return {
        "token": "unused",
        "team_id": BOT["team_id"],
        "api_app_id": "A1",
        "type": "event_callback",
        "event_id": event_id or f"Ev{next(_EVENTS):08d}",
        "event_time": 1_700_000_000,
        "authorizations": [{"team_id": BOT["team_id"], "user_id": BOT["user_id"], "is_bot": True}],
        "event": {
            "type": "app_mention",
            "user": "U1",
            "text": text,
            "ts": "1699999999.000100",
            "channel": "C1",
            "event_ts": "1699999999.000100",
            **event,
        },
    }


def _trigger() -> str:
    """Return the ticket of something done, which no two things share."""
    return f"{next(_TRIGGERS)}.2.3"


def command(text: str, *, response_url: str, name: str = "/actions") -> dict[str, str]:
    """Return what Slack sends for a command, `/actions text`."""
    return {
        "token": "unused",
        "team_id": str(BOT["team_id"]),
        "team_domain": "fenmoor",
        "channel_id": "C1",
        "channel_name": "scrutiny",
        "user_id": "U1",
        "user_name": "tw",
        "command": name,
        "text": text,
        "api_app_id": "A1",
        "response_url": response_url,
        "trigger_id": _trigger(),
    }


def pressed(element: dict[str, Any], *, response_url: str = "", **more: Any) -> dict[str, str]:
    """Return what Slack sends when a button or menu is used, in a message that its asker alone sees unless `more` says."""
    told = {
        "type": "block_actions",
        "user": {"id": "U1", "name": "tw", "team_id": BOT["team_id"]},
        "team": {"id": BOT["team_id"]},
        "container": {"type": "message", "message_ts": "1700000000.000001", "channel_id": "C1", "is_ephemeral": True},
        "channel": {"id": "C1", "name": "scrutiny"},
        "trigger_id": _trigger(),
        "response_url": response_url,
        "actions": [{"block_id": "b", **element}],
        **more,
    }
    return {"payload": json.dumps(told)}


def submitted(view: dict[str, Any], values: dict[str, dict[str, Any]], *, user: str = "U1") -> dict[str, str]:
    """Return what Slack sends when a modal, opened anew unless `view` has an id, is sent back; `values` are by block."""
    state = {"values": {block: {block: value} for block, value in values.items()}}
    told = {
        "type": "view_submission",
        "user": {"id": user, "name": "tw", "team_id": BOT["team_id"]},
        "team": {"id": BOT["team_id"]},
        "view": {"id": f"VSENT{next(_VIEWS)}", **view, "state": state},
    }
    return {"payload": json.dumps(told)}


def shortcut(words: str, *, response_url: str) -> dict[str, str]:
    """Return what Slack sends when "Find in minutes" is chosen on a message."""
    told = {
        "type": "message_action",
        "callback_id": "find_in_minutes",
        "user": {"id": "U1", "name": "tw"},
        "team": {"id": BOT["team_id"]},
        "channel": {"id": "C1"},
        "message": {"type": "message", "user": "U2", "text": words, "ts": "1.0"},
        "trigger_id": _trigger(),
        "response_url": response_url,
    }
    return {"payload": json.dumps(told)}
