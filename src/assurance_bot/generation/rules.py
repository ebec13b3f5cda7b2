"""What an office decides of its nightly job: which files count, what may be published, what is kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one build.

    `globs` and `ignore` are patterns as in a .gitignore file, of paths below a minutes folder: a file is read where it
    fits one of `globs`, or there are none, and it fits none of `ignore`. `keep` generations are kept. A generation that
    lost more than the share `max_shrink` of its meetings or records is not published, unless what was lost is accepted
    (`accept`). A file that takes its process longer than `file_seconds`, or ends it, is left out after its second try.
    `wait` for another job to end, or raise BusyError.
    """

    globs: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    keep: int = 3
    max_shrink: float = 0.2
    accept: bool = False
    file_seconds: float = 1200.0
    wait: bool = False


DEFAULTS = Rules()
