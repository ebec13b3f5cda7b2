"""Steps told where no terminal shows a bar: one line of JSON each."""

from __future__ import annotations

import io
import json
from pathlib import Path

from assurance_bot.generation import Step
from assurance_bot.nightly.steps import StepLines
from support.command import inside
from tiny_minutes import write_minutes


def test_each_step_is_a_line_of_json_with_the_seconds_since_the_first() -> None:
    clock = iter([10.0, 10.5, 12.25])
    out = io.StringIO()
    lines = StepLines(out, clock=lambda: next(clock))
    lines.step(Step("reading minutes", 1, 2, "März.txt"))
    lines.event(event="published", generation="000001")
    told = [json.loads(line) for line in out.getvalue().splitlines()]
    assert told == [
        {"stage": "reading minutes", "done": 1, "total": 2, "source": "März.txt", "seconds": 0.5},
        {"event": "published", "generation": "000001", "seconds": 2.25},
    ]
    assert out.getvalue().isascii()


def test_reindex_tells_its_steps_on_standard_error_and_none_when_told_to_be_quiet(tmp_path: Path) -> None:
    write_minutes(tmp_path / "minutes", meetings=2)
    told = inside("--index", tmp_path / "index", "reindex", tmp_path / "minutes")
    lines = [json.loads(line) for line in told.err.splitlines()]
    assert [line["source"] for line in lines if line.get("stage") == "writing records"] == [
        "2020-01-01.txt",
        "2020-01-02.txt",
    ]
    assert lines[-1]["event"] == "published"
    assert lines[-1]["counts"]["meetings"] == 2
    write_minutes(tmp_path / "minutes", meetings=3)
    quiet = inside("--index", tmp_path / "index", "reindex", "--progress", "none", tmp_path / "minutes")
    assert (quiet.status, quiet.err) == (0, "")
