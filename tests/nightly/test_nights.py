"""Some nights in a row leave nothing untold, told twice, lost or left behind; the long form of this is `make soak`."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))  # the bench is no part of the package

from bench.soak_nights import Night, Trial  # noqa: E402

NIGHTS = 7
TODAY = dt.date(2024, 6, 3)


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
    told = [
        ("set", "open, due 5 May 2024", ""),
        ("overdue", "open, due 5 May 2024, 1 day overdue", ""),
        ("overdue", "open, due 5 May 2024, 8 days overdue", "told twice"),
        ("moved", "open, due 6 May 2024", ""),
        ("overdue", "open, due 6 May 2024, 7 days overdue", ""),
        ("moved", "open, due 6 May 2024", "told twice"),
        ("closed", "closed, was due 6 May 2024", ""),
        ("closed", "closed, was due 6 May 2024", "told twice"),
        ("reopened", "open, due 6 May 2024", ""),
        ("reopened", "open, due 6 May 2024", "told twice"),
        ("set", "open, due 6 May 2024", "told twice"),
        ("closed", "closed, was due 6 May 2024 (perhaps told before)", "said to be perhaps known, and never told"),
    ]
    for what, said, fault in told:  # a night each
        trial.nights.append(Night(TODAY, "nothing", 0, 0, 0, 0, 0, 0, 0.0))
        number = len(trial.faults)
        trial._hear_item("C1", what, "A-1", said, arrived=True)  # noqa: SLF001
        assert [each.split(": ")[1] for each in trial.faults[number:]] == [fault] * bool(fault), said
