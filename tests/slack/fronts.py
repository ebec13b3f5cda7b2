"""The front of a bot whose index is a folder of a test: everybody may see everything, unless the test says otherwise."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assurance_bot.access import RIGHTS, Access, Grant, Scope
from assurance_bot.audit import Audit
from assurance_bot.feedback import Feedback
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
