"""Files parsed by workers: the same result whoever does it, and none lost to a file that kills or hangs its worker."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

import assurance_bot
from assurance_bot.bodies import Bodies, Body
from assurance_bot.generation import Built, Executors, Pipeline, Rules, build, configured, processes
from deadly_minutes import DEADLY, HARM
from support.demo import MINUTES, demo_index
from tiny_minutes import NOW, TINY, write_minutes

SHORT = Rules(file_seconds=1.0)  # where a file is to be too slow: a worker that a busy machine starts late is, too


def spawned(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def built(
    folder: Path, index: Path, executor: Executors | None, *, pipeline: Pipeline = DEADLY, rules: Rules = SHORT
) -> Built:
    return build([folder], index, now=NOW, pipeline=pipeline, executor=executor, rules=rules)


def records(index: Path) -> bytes:
    return (index / "current" / "records.db").read_bytes()


@pytest.mark.parametrize("executor", [processes, spawned, ThreadPoolExecutor])
def test_any_executor_gives_the_records_that_none_gives_byte_for_byte(
    tmp_path: Path, executor: Callable[[int], Executor]
) -> None:
    write_minutes(tmp_path / "m", meetings=9)
    (tmp_path / "m" / "empty.txt").touch()
    alone = built(tmp_path / "m", tmp_path / "alone", None, pipeline=TINY, rules=Rules())
    shared = built(tmp_path / "m", tmp_path / "shared", executor, pipeline=TINY, rules=Rules())
    assert shared == alone
    assert records(tmp_path / "shared") == records(tmp_path / "alone")


def test_workers_read_real_minutes_of_every_format_as_one_process_does(tmp_path: Path) -> None:
    build([MINUTES], tmp_path, now=NOW, executor=processes)
    assert records(tmp_path) == records(demo_index())


def test_files_that_kill_or_hang_their_worker_are_named_and_the_night_goes_on(tmp_path: Path) -> None:
    write_minutes(tmp_path / "m", meetings=12)
    for nth, harm in enumerate([*HARM][:6]):
        (tmp_path / "m" / f"harm-{nth}.txt").write_text(f"2021-01-0{nth + 1}\n{harm}\nCC: It is done.")
    done = built(tmp_path / "m", tmp_path / "i", processes)
    assert done.counts["meetings"] == 13  # the one that killed once was read at the second try
    assert [problem.source for problem in done.left_out] == [f"harm-{nth}.txt" for nth in range(5)]
    assert "it was tried twice, and reading it ended its process. Save it anew" in done.left_out[0].message
    assert "took longer than 1 seconds" in done.left_out[3].message
    assert _children() == []


def test_a_file_that_was_tried_twice_is_tried_again_the_next_night(tmp_path: Path) -> None:
    write_minutes(tmp_path / "m", meetings=2)
    file = tmp_path / "m" / "heavy.txt"
    file.write_text("2021-01-01\nkills twice\nCC: It is done.")
    dead = built(tmp_path / "m", tmp_path / "i", processes)
    assert [problem.source for problem in dead.left_out] == ["heavy.txt"]
    again = built(tmp_path / "m", tmp_path / "i", processes)
    assert (again.published, again.left_out, again.counts["meetings"]) == (True, (), 3)


def _children() -> list[str]:
    """Return the workers of this process that are still there."""
    time.sleep(0.2)
    return [p.name for p in multiprocessing.active_children() if p.is_alive()]


_JOB = """
import sys
from pathlib import Path
from assurance_bot.generation import build, processes
from deadly_minutes import DEADLY
from tiny_minutes import NOW

def told(step):
    print(step.stage, flush=True)

if __name__ == "__main__":
    build([Path(sys.argv[1])], Path(sys.argv[2]), now=NOW, pipeline=DEADLY, executor=processes, progress=told)
"""


def test_a_killed_job_leaves_no_worker_behind(tmp_path: Path) -> None:
    write_minutes(tmp_path / "m", meetings=3)
    (tmp_path / "m" / "a.txt").write_text("2021-01-01\nsleeps")
    script = tmp_path / "job.py"
    script.write_text(_JOB)
    path = os.pathsep.join((str(Path(__file__).parent), str(Path(assurance_bot.__file__).parents[1])))
    command = [sys.executable, str(script), str(tmp_path / "m"), str(tmp_path / "i")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": path}) as job:
        assert job.stdout is not None
        while job.stdout.readline() != "reading minutes\n":
            assert job.poll() is None
        workers = psutil.Process(job.pid).children(recursive=True)
        job.send_signal(signal.SIGKILL)
        job.wait()
    _, alive = psutil.wait_procs(workers, timeout=10)
    assert len(workers) >= 2
    assert alive == []


def test_what_goes_to_workers_can_be_sent() -> None:
    """Python sends no function that stands within another: settings must not hide in one."""
    pipeline = configured(ocr="", bodies=Bodies((Body("Board", offices={"CC": "Chief Constable"}),)))
    assert pickle.loads(pickle.dumps(pipeline)).bodies == pipeline.bodies  # noqa: S301 — our own bytes
