"""One run of the nightly job: what is noted of it, whoever reads what it tells."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from assurance_bot.generation import current_name
from assurance_bot.nightly.lastrun import last_runs
from support.command import environment, inside
from tiny_minutes import write_minutes


def test_a_run_whose_reader_went_away_has_run_all_the_same(tmp_path: Path) -> None:
    write_minutes(tmp_path / "minutes", meetings=2)
    index = tmp_path / "index"
    command = [sys.executable, "-m", "assurance_bot", "--index", str(index), "reindex", "--progress=none"]
    with subprocess.Popen([*command, str(tmp_path / "minutes")], stdout=subprocess.PIPE, env=environment()) as process:
        assert process.stdout is not None
        process.stdout.close()
    runs = last_runs(index)
    assert runs.failed is None
    assert runs.ran is not None
    assert runs.ran.generation.startswith("000001-")


def test_a_run_that_fails_is_noted_beside_the_one_that_succeeded_until_the_next_does(tmp_path: Path) -> None:
    write_minutes(tmp_path / "minutes", meetings=1)
    index = tmp_path / "index"
    assert inside("--index", index, "reindex", tmp_path / "minutes").status == 0
    assert inside("--index", index, "reindex", tmp_path / "gone").status == 1
    runs = last_runs(index)
    assert runs.ran is not None
    assert runs.failed is not None
    assert "There is no folder or file" in runs.failed.error
    assert inside("--index", index, "reindex", tmp_path / "minutes").status == 0
    assert last_runs(index).failed is None


def test_an_empty_name_of_a_generation_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    index = tmp_path / "index"
    for meetings in (1, 2):
        write_minutes(tmp_path / "minutes", meetings=meetings)
        assert inside("--index", index, "reindex", tmp_path / "minutes").status == 0
    before = current_name(index)
    for command in (("rollback", ""), ("reindex", "--from-archive", "")):
        refused = inside("--index", index, *command)
        assert refused.status == 1
        assert "name of a generation is empty" in refused.err
    after = current_name(index)
    assert after == before
