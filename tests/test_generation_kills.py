"""A night that is killed, finds no room, or meets a failing call leaves all whole; the long form is `make soak`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT))  # the bench is no part of the package

from bench.soak_kills import KILL, Trial, may_mount  # noqa: E402


@pytest.fixture(name="trial", scope="module", params=["whoosh", "fts5"])
def _trial(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(tmp_path_factory.mktemp("soak") / request.param, request.param)


def test_a_night_killed_at_a_random_moment_harms_nothing(trial: Trial) -> None:
    trial.kills(12, seed=7, workers_every=6)
    assert trial.faults == []
    assert trial.done["killed"] > 3


def test_a_night_in_which_one_call_fails_harms_nothing(trial: Trial) -> None:
    trial.calls(every=17)
    assert trial.faults == []
    assert sum(number for name, number in trial.done.items() if name.startswith("calls that fail")) > 10


def test_a_night_killed_at_a_call_harms_nothing(trial: Trial) -> None:
    trial.calls(every=17, first=8, what=lambda _: KILL)
    assert trial.faults == []
    assert trial.done["calls that kill"] > 10


def test_a_night_that_finds_its_disk_full_harms_nothing(trial: Trial) -> None:
    if not may_mount():
        pytest.skip("no file system can be mounted here; only root may")
    trial.full_disks(5)
    assert trial.faults == []
    assert trial.done["full disks"] > 2
