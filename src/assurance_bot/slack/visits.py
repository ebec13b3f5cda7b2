"""Somebody who was let in, until they have their answer: what they are shown is made of what they may see, and written down.

Every answer with buttons goes out through `message`, so that what can be pressed is always kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from threading import BoundedSemaphore
from typing import TypeVar

from assurance_bot.answer import Answer
from assurance_bot.answer.seeing import for_channel
from assurance_bot.render import pressing
from assurance_bot.render.blockkit import Block, Message, button, buttons
from assurance_bot.render.slack import ANSWERED, POSTED, action_message, answer_message
from assurance_bot.render.tables import PAGE, list_message, on_page
from assurance_bot.slack.desk import Desk, Shelf
from assurance_bot.slack.gate import Admitted, Asker
from assurance_bot.slack.kept import Kept, Turned

SHOWN = 3
"""Findings of an answer that a message shows."""

STALE = "The minutes were read again since this was asked; this is as it was then. Ask again for the newest."

T = TypeVar("T")


@dataclass(frozen=True)
class Visit:
    """Who asks and what they may see and do; the desk that sees what they may see, and the one of what they may note on."""

    asker: Asker
    admitted: Admitted
    desk: Desk
    noting: Desk
    kept: Kept
    working: BoundedSemaphore
    write: Callable[..., None]

    @property
    def shelf(self) -> Shelf:
        """What can be looked up of what they may see."""
        return self.desk.looked_up()

    def ask(self, words: str, work: Callable[[Desk], Answer]) -> Answer:
        """Return what `work` makes of their desk, once it is written down. Raises what `work` raises."""
        found = self._done(lambda: work(self.desk), words=words)
        self.told(found, words=words)
        return for_channel(found) if self.asker.public else found

    def look(self, name: str, what: str, work: Callable[[Shelf], T]) -> T:
        """Return what `work` finds on their shelf of the record of an id, once it is written down that they looked at it."""
        found = self._done(lambda: work(self.shelf), detail=what)
        self._looked(name, what)
        return found

    def may_note(self, action: str) -> bool:
        """Tell whether they may note something on an action; it is asked again before it is done."""
        return bool(self.admitted.note) and self.noting.looked_up().holds(action)

    def of_action(self, action: str, *, history: bool = True) -> list[Block]:
        """Return the row below one action, with what they may note of it."""
        return pressing.of_action(action, may_note=self.may_note(action), history=history)

    def one(self, name: str) -> Message:
        """Return one action as a message, with what may be done about it. Raises NotFoundError."""
        finding = self._done(lambda: self.shelf.one(name), detail="action")
        self._looked(finding.record.id, "action")
        row = self.of_action(finding.record.id)
        return action_message(
            finding, rows=[buttons(button("Show context", pressing.CONTEXT, finding.record.id)), *row]
        )

    def keep(self, answer: Answer, *, listed: bool | None = None, again: Callable[[Desk], Answer] | None = None) -> str:
        """Keep an answer for its buttons; return its token."""
        listed = answer.query.subject == "actions" and answer.query.shape == "found" if listed is None else listed
        owner = "" if self.asker.public else self.asker.user
        return self.kept.keep(Turned(answer, listed, self.admitted.see, owner, again))

    def message(
        self, answer: Answer, *, again: Callable[[Desk], Answer] | None = None, page: int | None = None
    ) -> Message:
        """Return an answer as a message whose buttons work; with `again`, which asks for it anew, it can be shared.

        A list begins at `page`, without one at the first finding that was not shown before.
        """
        if self.desk.shelf is None:
            return answer_message(answer, shown=SHOWN, room=POSTED if self.asker.public else ANSWERED)
        token = self.keep(answer, again=again)
        return _laid(self.turned(token), token, answer.start // PAGE if page is None else page)

    def turned(self, token: str) -> Turned:
        """Return a kept answer, if it is theirs to have. Raises ForgottenError."""
        return self.kept.get(token, user=self.asker.user, sight=self.admitted.see)

    def page(self, token: str, at: int) -> Message:
        """Return a kept answer from a page of its list or a finding on; what is shown is written down.

        Raises ForgottenError.
        """
        turned = self.turned(token)
        answer = turned.answer
        if turned.listed:
            shown = [finding.record.id for _, finding in on_page(answer, at)]
        else:
            turned = replace(
                turned, answer=replace(answer, start=at if 0 < at < len(answer.findings) else answer.start)
            )
            shown = _ids(turned.answer)
        self.told(answer, shown, detail="further on")
        note = "" if self.shelf.state().generation == answer.generation else STALE
        return _laid(turned, token, at, note=note)

    def told(self, found: Answer, ids: Iterable[str] | None = None, **more: str) -> None:
        """Write down that they were shown an answer: records of these ids, without ids all that were not shown before."""
        records = tuple(_ids(found) if ids is None else ids)
        self.write("asked", self.asker, records=records, generation=found.generation, **more)

    def _looked(self, name: str, what: str) -> None:
        self.write("asked", self.asker, records=(name,), detail=what)

    def _done(self, work: Callable[[], T], **more: str) -> T:
        try:
            with self.working:
                return work()
        except Exception:
            self.write("failed", self.asker, **more)
            raise


def _laid(turned: Turned, token: str, page: int, *, note: str = "") -> Message:
    share = turned.again is not None
    if turned.listed:
        return list_message(turned.answer, token=token, page=page, share=share, note=note)
    return answer_message(turned.answer, shown=SHOWN, token=token, share=share, note=note)


def _ids(found: Answer) -> list[str]:
    return list(dict.fromkeys(f.record.id for f in (*found.findings[found.start :], *found.beside)))
