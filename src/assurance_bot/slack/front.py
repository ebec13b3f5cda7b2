"""The way every request takes: let in or refused, answered by a desk that sees what may be seen, and written down.

Listeners say who asks and what is to be done; that nobody is answered past the gate or past the audit log is seen to here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Any

from slack_sdk import WebClient

from assurance_bot.answer import Answer
from assurance_bot.audit import Audit
from assurance_bot.errors import AccessError
from assurance_bot.feedback import Feedback
from assurance_bot.slack.desk import Desk
from assurance_bot.slack.gate import Admitted, Asker, Gate
from assurance_bot.slack.once import Shared
from assurance_bot.slack.threads import Thread, Threads, Turn

WORKING = 4
"""Answers looked up at a time: more would only take turns on the processor, and keep acknowledgements from theirs."""


@dataclass(frozen=True)
class Front:
    """What listeners are given: the desk and all that stands before it."""

    desk: Desk
    gate: Gate
    audit: Audit
    feedback: Feedback
    shared: Shared
    threads: Threads = field(default_factory=Threads)
    working: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(WORKING))

    def ask(self, asker: Asker, client: WebClient, words: str, work: Callable[[Desk], Answer]) -> Answer:
        """Return what `work` makes at a desk that sees what they may see. Raises AccessError, and what `work` raises."""
        admitted = self.admit(asker, client, words)
        return self._audited(asker, words, lambda: work(self.desk.within(admitted.see)))

    def turn(self, asker: Asker, client: WebClient, words: str, *, thread: Thread, ts: str, most: int) -> Answer:
        """Return the answer to a turn of a conversation, of which a message shows `most` findings where it is no list."""
        admitted = self.admit(asker, client, words)
        before = thread.before(ts, admitted.see)
        desk = self.desk.within(admitted.see)
        found = self._audited(asker, words, lambda: desk.turn(before.answer, words, before.shown))
        thread.keep(ts, before, _after(before, found, admitted, most))
        return found

    def admit(self, asker: Asker, client: WebClient, words: str = "") -> Admitted:
        """Return what the asker may see and do; a refusal is written down. Raises AccessError."""
        try:
            return self.gate.admit(asker, client)
        except AccessError as error:
            self._write("refused", asker, words, detail=_reason(error))
            raise

    def change(
        self,
        asker: Asker,
        client: WebClient,
        work: Callable[[Desk], tuple[str, str]],
    ) -> tuple[str, str]:
        """Do a change at a desk that sees what the asker may note on; return the id of what was changed, and how.

        Slack is asked anew whether the asker may. Raises AccessError, and what `work` raises.
        """
        try:
            admitted = self.gate.admit(asker, client, right="note", fresh=True)
        except AccessError as error:
            self._write("refused", asker, detail=_reason(error))
            raise
        changed, how = work(self.desk.within(admitted.note))
        self._write("changed", asker, records=(changed,), detail=how)
        return changed, how

    def _audited(self, asker: Asker, words: str, work: Callable[[], Answer]) -> Answer:
        try:
            with self.working:
                found = work()
        except Exception:
            self._write("failed", asker, words)
            raise
        ids = dict.fromkeys(f.record.id for f in (*found.findings[found.start :], *found.beside))
        self._write("asked", asker, words, records=tuple(ids), generation=found.generation)
        return found

    def _write(self, what: Any, asker: Asker, words: str = "", **more: Any) -> None:
        self.audit.write(what, asker.user, surface=asker.surface, channel=asker.channel, question=words, **more)


def _after(before: Turn, found: Answer, admitted: Admitted, most: int) -> Turn:
    """Return what the next turn leans on."""
    if found.query.subject == "none":
        return before
    if found.query.empty:
        return Turn()
    whole = found.query.subject in ("actions", "facts") or found.query.shape != "found"
    return Turn(found, None if whole else min(len(found.findings), found.start + most), admitted.see)


def _reason(error: AccessError) -> str:
    return str(error).partition(".")[0]


def asker_of(body: Mapping[str, Any], *, surface: str, public: bool) -> Asker:
    """Return who sent an event, a command or an interaction, and where."""
    event = body.get("event") or {}
    user = body.get("user_id") or event.get("user") or _id(body.get("user"))
    channel = body.get("channel_id") or event.get("channel") or _id(body.get("channel"))
    team = event.get("user_team") or event.get("source_team") or event.get("team") or _team(body)
    return Asker(
        user=str(user or ""),
        channel=str(channel or ""),
        surface=surface,
        public=public,
        team=str(team or ""),
        shared=bool(body.get("is_ext_shared_channel")),
    )


def _id(thing: Any) -> str:
    return str(thing.get("id") or "") if isinstance(thing, Mapping) else str(thing or "")


def _team(body: Mapping[str, Any]) -> str:
    user = body.get("user")
    return str((user.get("team_id") if isinstance(user, Mapping) else "") or "")
