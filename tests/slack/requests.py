"""The bodies of what Slack sends when somebody mentions the bot or types a command."""

import itertools
from typing import Any

from slack.recorder import BOT

_EVENTS = itertools.count(1)


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


def command(text: str, *, response_url: str) -> dict[str, str]:
    """Return what Slack sends for `/actions text`."""
    return {
        "token": "unused",
        "team_id": str(BOT["team_id"]),
        "team_domain": "fenmoor",
        "channel_id": "C1",
        "channel_name": "scrutiny",
        "user_id": "U1",
        "user_name": "tw",
        "command": "/actions",
        "text": text,
        "api_app_id": "A1",
        "response_url": response_url,
        "trigger_id": "1.2.3",
    }
