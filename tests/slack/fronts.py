"""The front of a bot whose index is a folder of a test: everybody may see everything, unless the test says otherwise."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from assurance_bot.access import RIGHTS, Access, Grant, Scope
from assurance_bot.audit import Audit
from assurance_bot.feedback import Feedback
from assurance_bot.slack import Desk, Front, Gate, Shared

WHOLE = Grant(Scope(None, None), frozenset(RIGHTS))
OPEN = Access(members=(WHOLE,), channels={"C1": (WHOLE,)})


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


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
