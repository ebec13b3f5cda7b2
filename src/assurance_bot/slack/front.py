"""The way every request takes: let in or refused, answered by a desk that sees what may be seen, and written down.

Listeners say who asks and what is to be done; that nobody is answered past the gate or past the audit log is seen to here.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from threading import BoundedSemaphore
from typing import Any

from slack_sdk import WebClient

from assurance_bot.access import Right
from assurance_bot.answer import Answer
from assurance_bot.audit import Audit
from assurance_bot.errors import AccessError
from assurance_bot.feedback import Feedback
from assurance_bot.render.blockkit import Message
from assurance_bot.slack.desk import Desk
from assurance_bot.slack.gate import Admitted, Asker, Gate
from assurance_bot.slack.kept import Kept
from assurance_bot.slack.once import Shared
from assurance_bot.slack.threads import Thread, Threads, Turn
from assurance_bot.slack.visits import Visit

WORKING = 4
"""Answers looked up at a time: more would only take turns on the processor, and keep acknowledgements from theirs."""


@dataclass(frozen=True)
class Front:
    """What listeners are given: the desk and all that stands before it. `homes` is the page that each home shows."""

    desk: Desk
    gate: Gate
    audit: Audit
    feedback: Feedback
    shared: Shared
    threads: Threads = field(default_factory=Threads)
    kept: Kept = field(default_factory=Kept)
    homes: dict[str, int] = field(default_factory=dict)
    working: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(WORKING))

    def enter(self, asker: Asker, client: WebClient, words: str = "", *, right: Right = "ask") -> Visit:
        """Let somebody in who has a right; a refusal is written down. Raises AccessError."""
        admitted = self._admit(asker, client, words, right=right)
        desk, noting = self.desk.within(admitted.see), self.desk.within(admitted.note)
        return Visit(asker, admitted, desk, noting, self.kept, self.working, self._write)

    def back_to(self, token: str, asker: Asker, client: WebClient) -> Visit:
        """Let somebody in who pressed a button of a kept answer, to see it where it stands. Raises AccessError."""
        return self.enter(replace(asker, public=self.kept.public(token)), client)

    def turn(self, asker: Asker, client: WebClient, words: str, *, thread: Thread, ts: str) -> Message:
        """Return the message that answers a turn of a conversation. Raises AccessError, and what the desk raises."""
        visit = self.enter(asker, client, words)
        before = thread.before(ts, visit.admitted.see)
        found = visit.ask(words, lambda desk: desk.turn(before.answer, words, before.shown))
        message = visit.message(found)
        thread.keep(ts, before, _after(before, found, visit.admitted, message.told))
        return message

    def change(
        self,
        asker: Asker,
        client: WebClient,
        work: Callable[[Desk], tuple[str, str]],
    ) -> tuple[str, str]:
        """Do a change at a desk that sees what the asker may note on; return the id of what was changed, and how.

        Slack is asked anew whether the asker may. Raises AccessError, and what `work` raises.
        """
        admitted = self._admit(asker, client, right="note", fresh=True)
        changed, how = work(self.desk.within(admitted.note))
        self._write("changed", asker, records=(changed,), detail=how)
        return changed, how

    def _admit(
        self, asker: Asker, client: WebClient, words: str = "", *, right: Right = "ask", fresh: bool = False
    ) -> Admitted:
        try:
            return self.gate.admit(asker, client, right=right, fresh=fresh)
        except AccessError as error:
            self._write("refused", asker, words, detail=_reason(error))
            raise

    def _write(self, what: Any, asker: Asker, words: str = "", **more: Any) -> None:
        self.audit.write(what, asker.user, surface=asker.surface, channel=asker.channel, question=words, **more)


def _after(before: Turn, found: Answer, admitted: Admitted, told: int) -> Turn:
    """Return what the next turn leans on; `told` of the findings were shown."""
    if found.query.subject == "none":
        return before
    return Turn() if found.query.empty else Turn(found, min(len(found.findings), told), admitted.see)


def _reason(error: AccessError) -> str:
    return str(error).partition(".")[0]


def asker_of(body: Mapping[str, Any], *, surface: str, public: bool = False) -> Asker:
    """Return who sent an event, a command or an interaction, and where; of a modal, where its first button stood."""
    event = body.get("event") or {}
    user = body.get("user_id") or event.get("user") or _id(body.get("user"))
    channel = body.get("channel_id") or event.get("channel") or _id(body.get("channel")) or _told(body).get("channel")
    team = event.get("user_team") or event.get("source_team") or event.get("team") or _team(body)
    return Asker(
        user=str(user or ""),
        channel=str(channel or ""),
        surface=surface,
        public=public,
        team=str(team or ""),
        shared=bool(body.get("is_ext_shared_channel")),
    )


def _told(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the bot wrote into the modal that something was pressed in."""
    return dict(json.loads((body.get("view") or {}).get("private_metadata") or "{}"))


def _id(thing: Any) -> str:
    return str(thing.get("id") or "") if isinstance(thing, Mapping) else str(thing or "")


def _team(body: Mapping[str, Any]) -> str:
    """Return the workspace of whoever gave a command or pressed something; an event's `team_id` is where it arrived."""
    user = body.get("user")
    if isinstance(user, Mapping):
        return str(user.get("team_id") or "")
    return str(body.get("team_id") or "") if "command" in body else ""
