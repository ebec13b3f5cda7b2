"""The counter between listeners and desk: who may do what, which answers are kept for their buttons, whose office is whose.

Every answer with buttons goes out through `message`, so that what can be pressed is always kept.
"""

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

from assurance_bot.answer import Answer, to_lean_on
from assurance_bot.render import pressing
from assurance_bot.render.blockkit import Message, button, buttons
from assurance_bot.render.slack import ANSWERED, POSTED, action_message, answer_message
from assurance_bot.render.tables import list_message
from assurance_bot.slack.desk import Desk, Shelf
from assurance_bot.slack.kept import Kept, Talks, Turned

SHOWN = 3
"""Findings of an answer that a message shows."""

KeepFeedback = Callable[[str, Answer, str, str], None]
"""Keeps what a user said of an answer: "right", "partly" or "wrong", and a comment."""


def nobody(_: str) -> bool:
    """Say that a user may not note anything: what holds until somebody is allowed to."""
    return False


def everybody(_: str) -> bool:
    """Say that a user may note: what holds where the bot serves one person on their own machine."""
    return True


class Offices:
    """Which office each user chose as theirs; kept in a file where there is one. May be asked from any thread."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = Lock()
        self._chosen: dict[str, str] = json.loads(path.read_text("utf-8")) if path and path.exists() else {}

    def of(self, user: str) -> str:
        """Return the office of a user, "" where none was chosen."""
        with self._lock:
            return self._chosen.get(user, "")

    def choose(self, user: str, office: str) -> None:
        """Keep the office of a user, in the file at once."""
        with self._lock:
            self._chosen[user] = office
            if self._path is None:
                return
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".offices-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(self._chosen, file)
            Path(name).replace(self._path)


@dataclass(frozen=True)
class Counter:
    """What the listeners of buttons, modals and the home are given."""

    desk: Desk
    keep_feedback: KeepFeedback
    may_note: Callable[[str], bool] = nobody
    offices: Offices = field(default_factory=Offices)
    kept: Kept = field(default_factory=Kept)
    talks: Talks = field(default_factory=Talks)
    homes: dict[str, int] = field(default_factory=dict)

    @property
    def shelf(self) -> Shelf:
        """What can be looked up. There is one: listeners that need it are tied only where there is."""
        if self.desk.shelf is None:
            raise LookupError("this desk has no shelf")
        return self.desk.shelf

    def message(self, answer: Answer, *, listed: bool | None = None, owner: str = "", share: bool = False) -> Message:
        """Return an answer as a message whose buttons work; `owner` is the user who alone sees it, "" for all."""
        if self.desk.shelf is None:
            return answer_message(answer, room=ANSWERED if owner else POSTED)
        listed = answer.query.subject == "actions" and answer.query.shape == "found" if listed is None else listed
        return self.page(self.kept.keep(Turned(answer, listed, owner)), user=owner, share=share)

    def one(self, name: str, *, user: str) -> Message:
        """Return one action as a message, with what may be done about it. Raises NotFoundError."""
        finding = self.shelf.one(name)
        row = pressing.of_action(finding.record.id, may_note=self.may_note(user))
        return action_message(
            finding, rows=[buttons(button("Show context", pressing.CONTEXT, finding.record.id)), *row]
        )

    def turn(self, words: str, *, channel: str, thread: str) -> Answer:
        """Return the answer to a turn in a thread, against what was answered there before."""
        before, shown = self.talks.before(channel, thread)
        found = self.desk.reply(before, words, shown) if self.desk.reply else self.desk.ask(words)
        lean = to_lean_on(before, found)
        if lean is found:
            shown = min(len(found.findings), found.start + SHOWN)
        self.talks.keep(channel, thread, lean, shown)
        return found

    def page(self, token: str, *, user: str, at: int = 0, share: bool = False) -> Message:
        """Return a kept answer from a page of its list or a finding on; raises ForgottenError."""
        turned = self.kept.get(token, user=user)
        answer, note = turned.answer, self.stale(turned.answer)
        if turned.listed:
            return list_message(answer, token=token, page=at, share=share, note=note)
        start = at if 0 < at < len(answer.findings) else answer.start
        return answer_message(replace(answer, start=start), token=token, share=share, note=note)

    def shared(self, turned: Turned, *, at: int) -> Message:
        """Return for everybody in a channel what one person saw alone, kept anew."""
        return self.page(self.kept.keep(replace(turned, owner="")), user="", at=at)

    def stale(self, answer: Answer) -> str:
        """Return the sentence that says that minutes were read since an answer was given, "" where they were not."""
        if self.shelf.state().generation == answer.generation:
            return ""
        return "The minutes were read again since this was asked; this is as it was then. Ask again for the newest."
