"""Some nights in a row leave nothing untold, told twice, lost or left behind; the long form of this is `make soak`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))  # the bench is no part of the package

from bench.soak_nights import Trial  # noqa: E402

NIGHTS = 7


def test_what_nights_tell_reaches_each_once_and_what_they_leave_is_whole(tmp_path: Path) -> None:
    """Seven nights over the examples that are text; Slack is busy, refuses once, and somebody notes things."""
    trial = Trial(tmp_path, suffixes=(".txt",))
    trial.run(NIGHTS)
    assert trial.faults == []
    assert {"replaced", "renamed", "withdrawn", "put back"} <= {*trial.events}
    assert [night.status for night in trial.nights].count(4) == 1  # the night on which Slack refused
    assert trial.events["things told"] > 20
    assert len(trial.noted) > NIGHTS / 2


def test_the_trial_sees_what_is_told_twice_or_marked_for_nothing(tmp_path: Path) -> None:
    trial = Trial(tmp_path, suffixes=(".txt",))
    for said, marked in (("open, due 5 May 2024", False), ("open", False), ("open, due 5 May 2024", True)):
        trial._hear_item("C1", ("set", "A-1", said), 1, marked=marked, arrived=True)  # noqa: SLF001
    assert [fault.split(": ")[1] for fault in trial.faults] == [
        "told twice",
        "said to be perhaps known, and never told",
        "told twice",
    ]
