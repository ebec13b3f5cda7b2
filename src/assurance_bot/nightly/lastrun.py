"""Whether the nightly job has run: a file whose age tells, for this program and for any other that looks at files.

`last-run.json` is written by each run that leaves answers up to date, so its age is the time since then; `last-failure.json`
stands beside it while the last run failed, and says of what.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from assurance_bot.nightly.exits import Exit

RAN, FAILED = "last-run.json", "last-failure.json"
_WRITING = ".last-run"


@dataclass(frozen=True, slots=True)
class Run:
    """A run that has ended: when, how (an exit status and its name), of which generation, and what was wrong."""

    ended_at: str
    status: int
    generation: str = ""
    error: str = ""

    @property
    def ended(self) -> dt.datetime:
        """When it ended."""
        return dt.datetime.fromisoformat(self.ended_at)


@dataclass(frozen=True, slots=True)
class LastRuns:
    """The last run that succeeded, and the one that failed since; None for none."""

    ran: Run | None
    failed: Run | None

    def late(self, *, now: dt.datetime, hours: int) -> bool:
        """Tell whether no run has succeeded for so many hours."""
        return self.ran is None or now - self.ran.ended > dt.timedelta(hours=hours)


def note(index: Path, run: Run) -> None:
    """Note that a run has ended; an index that is not there is not made for it."""
    if not index.is_dir():
        return
    failed = run.status == Exit.ERROR
    writing = index / _WRITING
    try:
        writing.write_text(json.dumps(asdict(run), ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError:
        writing.unlink(missing_ok=True)
        if not failed:
            raise
        (index / FAILED).write_bytes(b"")  # on a full disk there is room for a name still
        return
    writing.replace(index / (FAILED if failed else RAN))
    if not failed:
        (index / FAILED).unlink(missing_ok=True)


def last_runs(index: Path) -> LastRuns:
    """Return what is noted of runs; a file that cannot be read counts as none, but for that of a failure: it is one."""
    return LastRuns(_read(index / RAN), _read(index / FAILED) or _unwritten(index / FAILED))


def _unwritten(path: Path) -> Run | None:
    """Return a failure of which only the name could be written, as on a full disk; None where there is none."""
    try:
        at = dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC)
    except OSError:
        return None
    return Run(at.isoformat(), Exit.ERROR, error="why could not be written down; look whether the disk is full")


def _read(path: Path) -> Run | None:
    try:
        found = Run(**json.loads(path.read_text("utf-8")))
        return found if found.ended.tzinfo is not None else None
    except (OSError, ValueError, TypeError):
        return None
