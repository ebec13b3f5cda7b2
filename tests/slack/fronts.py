"""The front of a bot whose index is a folder of a test: everybody may see everything, unless the test says otherwise."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assurance_bot.access import RIGHTS, Access, Grant, Scope
from assurance_bot.audit import Audit
from assurance_bot.config import Config
from assurance_bot.feedback import Feedback
from assurance_bot.serving import front as front_of
from assurance_bot.slack import Desk, Front, Gate, Shared
from support.demo import LAST

SETTINGS = """
[index]
folder = "index"
engine = "{engine}"
[slack]
mode = "{mode}"
port = {port}
[access.members]
bodies = ["*"]
markings = ["*"]
[access.channels.C1]
bodies = ["*"]
markings = ["*"]
"""
WHOLE = Grant(Scope(None, None), frozenset(RIGHTS))
OPEN = Access(members=(WHOLE,), channels={"C1": (WHOLE,)})


def settings(*, port: int, mode: str = "http", engine: str = "whoosh") -> str:
    """Return the settings of a bot of which everybody may ask everything."""
    return SETTINGS.format(port=port, mode=mode, engine=engine)


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def morning() -> dt.datetime:
    """Return the morning of a day after all example meetings."""
    return dt.datetime.combine(LAST, dt.time(9), dt.UTC)


def front(
    desk: Desk,
    index: Path,
    *,
    access: Access = OPEN,
    keep_questions: bool = False,
    clock: Callable[[], dt.datetime] = now,
) -> Front:
    """Return the front of a desk."""
    return Front(
        desk,
        Gate(access),
        Audit(index, clock, keep_questions=keep_questions),
        Feedback(index, clock),
        Shared(index, clock=lambda: clock().timestamp()),
    )


def take(index: Path, start: Any, results: Any) -> None:
    """Take events as one of several processes does, once all have begun; here, where a new process finds it."""
    start.wait()
    shared = Shared(index, clock=lambda: 1_700_000_000.0)
    results.put([n for n in range(200) if shared.first(f"Ev{n}")])


DIED = 7


def note_and_die(index: Path, view: str, action: str, what: str) -> None:
    """Note something as a modal asks for that was sent back, and end before it is said to be done."""
    whole = front_of(Config(index=index, access=OPEN), now=morning)
    shelf = whole.desk.looked_up()

    def work(sent: dt.datetime) -> None:
        value, why = (("The letter came",), "") if what == "comment" else ((), "The letter came")
        assert shelf.note(action, what, value, why, "Tobias Wren", sent)
        os._exit(DIED)

    whole.shared.once(view, shelf.now(), work)
