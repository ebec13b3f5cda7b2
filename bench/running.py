"""Runs one command to its end, and says how long it took and how much memory it held.

Memory is the resident set of the process and of all its descendants together, looked at every 20 ms, and no less than what
the system itself noted as the most that the process, or any one descendant, held. Pages that two of them share count twice
there; where the system tells (Linux), `together` is what they hold with each such page counted once, looked at less often.
Processor time is that of all of them, as last seen.
"""

from __future__ import annotations

import itertools
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

LOOK_EVERY = 0.02  # seconds
TOGETHER_EVERY = 25  # looks: adding up shared pages takes the system longer


@dataclass(frozen=True, slots=True)
class Run:
    """A command run: its wall-clock seconds, the processor seconds of it and its children, its peaks in MB, its output."""

    seconds: float
    cpu: float
    peak: float
    together: float
    output: str


def run(module: str, *args: str, expect: Sequence[int] = (0,)) -> Run:
    """Run a module of this Python and return what it took. Raises RuntimeError where it ends with another status."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output, tempfile.TemporaryFile("w+") as errors:
        started = time.perf_counter()
        command, environment = [sys.executable, "-m", module, *args], os.environ | {"PYTHONPATH": _path()}
        process = subprocess.Popen(command, stdout=output, stderr=errors, env=environment)
        most, together, worked, status, used = _watched(process.pid)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if process.returncode not in expect:
            said = errors.read()[-2000:]
            raise RuntimeError(f"{module} {' '.join(args)} ended with status {process.returncode}: {said}")
        kilobyte = 1 if sys.platform == "darwin" else 1024
        peak = max(most, used.ru_maxrss * kilobyte)
        return Run(seconds, max(worked, used.ru_utime + used.ru_stime), peak / 1e6, together / 1e6, output.read())


def _path() -> str:
    """Return PYTHONPATH with the folder above this one, in which the bench is found, first."""
    return os.pathsep.join(filter(None, (str(Path(__file__).resolve().parent.parent), os.environ.get("PYTHONPATH"))))


def _watched(pid: int) -> tuple[int, int, float, int, resource.struct_rusage]:
    """Return the most bytes, and all processor seconds, of the process and its descendants, its exit status, and its usage.

    The first bytes count shared pages for each process, the second once.

    Descendants whose parent is another than the process are not in its usage: theirs is what was last seen of them.
    """
    most, together, process = 0, 0, psutil.Process(pid)
    worked: dict[tuple[int, float], float] = {}
    for look in itertools.count():
        ended, status, used = os.wait4(pid, os.WNOHANG)
        if ended:
            break
        most = max(most, _held(process, worked))
        if look % TOGETHER_EVERY == 0:
            together = max(together, _together(process))
        time.sleep(LOOK_EVERY)
    return most, together, sum(worked.values()), status, used


def _held(process: psutil.Process, worked: dict[tuple[int, float], float]) -> int:
    """Return the bytes that a process and its descendants hold, noting the processor seconds of each by pid and start."""
    held = 0
    with suppress(psutil.NoSuchProcess):
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                held += each.memory_info().rss
                times = each.cpu_times()
                worked[each.pid, each.create_time()] = times.user + times.system
    return held


def _together(process: psutil.Process) -> int:
    """Return the bytes that a process and its descendants hold, each page that they share counted once; 0 where untold."""
    held = 0
    with suppress(psutil.NoSuchProcess):
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                held += getattr(each.memory_full_info(), "pss", 0)
    return held
