"""The exit statuses of the command line, each with what it means."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended; `index/README.md` has the same table."""

    DONE = 0
    ERROR = 1
    """Nothing was done, or published; standard error says why."""
    USAGE = 2
    """The arguments cannot be used."""
    LEFT_OUT = 3
    """Published, but some file or folder had to be left out."""
    UNTOLD = 4
    """Published, but the summary or a digest could not be posted in Slack; the next run tries again."""
