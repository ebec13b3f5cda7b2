"""What the person does on the page, as the requests that Slack would send: signed, and put to the app in this process."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from slack_bolt import App, BoltRequest

from assurance_bot.local.stage import BOT, CHANNEL, DIRECT, TEAM, USER, Stage, Told

COMMANDS = ("/actions", "/assurance")
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"


@dataclass(frozen=True)
class Acting:
    """The person at the page, between a stage and the app."""

    app: App
    stage: Stage
    secret: str = field(repr=False)
    events: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def type(self, channel: str, text: str, thread: str) -> None:
        """Write something: a command, or a message, which in the channel always names the bot."""
        name, _, rest = text.strip().partition(" ")
        if name in COMMANDS:
            self._command(channel, name, rest)
            return
        said = self.stage.say(channel, text, thread=thread)
        kind = {"type": "message", "channel_type": "im"} if channel == DIRECT else {"type": "app_mention"}
        words = text if channel == DIRECT else f"<@{BOT}> {text}"
        told = {**kind, "user": USER, "text": words, "ts": said["ts"], "channel": channel, "event_ts": said["ts"]}
        self._event({**told, **({"thread_ts": thread} if thread else {})})

    def open(self, tab: str) -> None:
        """Open the home or the direct messages."""
        if tab in ("home", DIRECT):
            kind = "home" if tab == "home" else "messages"
            self._event({"type": "app_home_opened", "user": USER, "channel": DIRECT, "tab": kind, "event_ts": "1.0"})

    def press(self, element: Mapping[str, Any], *, ts: str = "", view: str = "", home: bool = False) -> None:
        """Press a button or choose from a menu: in a message, a modal or the home. Raises KeyError where it is gone."""
        told: Told = {"type": "block_actions", "actions": [dict(element)], "trigger_id": self.stage.trigger()}
        if home:
            told |= {"view": dict(self.stage.home or {}), "container": {"type": "view", "view_id": "VHOME"}}
        elif view:
            told |= {"view": self.stage.view(view), "container": {"type": "view", "view_id": view}}
        else:
            message = self.stage.find(ts)
            channel = message["channel"]
            alone = bool(message.get("ephemeral"))
            told |= {
                "container": {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": alone},
                "channel": {"id": channel, "name": "scrutiny"},
                "response_url": self.stage.answer_url(channel, ts),
                **({} if alone else {"message": message}),
            }
        self._interaction(told)

    def submit(self, view: str, values: Mapping[str, Any]) -> None:
        """Send a modal back with what was filled in. Raises KeyError where it is gone."""
        shown = self.stage.view(view)
        state = {"values": {block: {block: {}} for block in _fields(shown)} | dict(values)}
        told = {"type": "view_submission", "view": {**shown, "state": state}, "trigger_id": self.stage.trigger()}
        body = self._interaction(told)
        self.stage.submitted(view, json.loads(body) if body else {})

    def shortcut(self, ts: str) -> None:
        """Choose "Find in minutes" on a message. Raises KeyError where it is gone."""
        message = self.stage.find(ts)
        url = self.stage.answer_url(message["channel"])
        told = {"type": "message_action", "callback_id": "find_in_minutes", "message": message, "response_url": url}
        self._interaction({**told, "channel": {"id": message["channel"]}, "trigger_id": self.stage.trigger()})

    def _command(self, channel: str, name: str, text: str) -> None:
        told = {
            "command": name,
            "text": text,
            "user_id": USER,
            "user_name": self.stage.name,
            "team_id": TEAM,
            "channel_id": channel,
            "channel_name": "scrutiny" if channel == CHANNEL else "directmessage",
            "response_url": self.stage.answer_url(channel),
            "trigger_id": self.stage.trigger(),
        }
        self._send(urlencode(told), _FORM)

    def _event(self, event: Told) -> None:
        number = next(self.events)
        told = {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": f"Ev{number:08d}",
            "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
            "event": {**event, "team": TEAM},
        }
        self._send(json.dumps(told), _JSON)

    def _interaction(self, told: Told) -> str:
        user = {"id": USER, "name": self.stage.name, "team_id": TEAM}
        return self._send(urlencode({"payload": json.dumps({**told, "user": user, "team": {"id": TEAM}})}), _FORM)

    def _send(self, body: str, kind: str) -> str:
        """Put a signed request to the app; return the body of its acknowledgement."""
        sent = str(int(time.time()))
        signature = hmac.new(self.secret.encode(), f"v0:{sent}:{body}".encode(), hashlib.sha256).hexdigest()
        headers: dict[str, str | Sequence[str]] = {
            "x-slack-request-timestamp": sent,
            "x-slack-signature": f"v0={signature}",
            "content-type": kind,
        }
        return str(self.app.dispatch(BoltRequest(body=body, headers=headers)).body or "")


def _fields(view: Mapping[str, Any]) -> list[str]:
    return [str(block["block_id"]) for block in view["blocks"] if block["type"] == "input"]
