"""The nightly job killed at any moment, short of disk, or with a failing system call; `make soak` runs it in full.

Every trial begins with a published index and a night that changes it: one meeting is new, one replaced, one renamed, one
gone. After the job has met its end, the bot must answer from a whole generation, the old one or the new; then the next run
must succeed, publish the same bytes as a build from nothing, hold no lock and leave no temporary thing.
Prints what was done and what went wrong; exits 1 where anything did.
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)  # run as a script, only its own folder is looked in

from bench.faults import Fault, inject
from bench.quarterly import quarterly

from assurance_bot import answer
from assurance_bot.errors import AssuranceError
from assurance_bot.generation import Executors, Rules, build, open_current, processes, verify

MEETINGS = 6
NOW = dt.datetime(2025, 1, 6, 2, 30, tzinfo=dt.UTC)
RULES = Rules(accept=True)
THERE = {"archive", "cache", "current", "generations", "reindex.lock"}
"""All that may lie in an index beside the ledger."""
ERRORS = ("EIO", "ENOSPC", "EACCES")
KILL = "KILL"
_TASK = "CD to report on the hoses of station {nth} by 31 May 2025."

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["__main__", "assurance_bot.answer", "bench.soak_kills"])  # forked, not started anew


def _write(minutes: Path, nth: int, *, count: int) -> None:
    day = dt.date(2024, 1, 10) + dt.timedelta(28 * nth)
    text = quarterly(f"{day.day} {day:%B %Y}", nth=nth, count=count, task=_TASK.format(nth=nth))
    (minutes / f"{day}.txt").write_text(text, encoding="utf-8")


def job(minutes: Path, index: Path, engine: str, executor: Executors | None = None) -> None:
    """Run a night."""
    build([minutes], index, now=NOW, engine=engine, rules=RULES, executor=executor)


def failing_job(minutes: Path, index: Path, engine: str, nth: int, what: str) -> None:
    """Run a night in which the nth call fails; what it raises ends it."""
    inject(Fault(index, nth, what))
    quiet_job(minutes, index, engine)


def counted_job(minutes: Path, index: Path, engine: str, told: Path) -> None:
    """Run a night and write how many calls it made."""
    fault = Fault(index, 0, "")
    inject(fault)
    job(minutes, index, engine)
    told.write_text(str(fault.count), encoding="utf-8")


@dataclass
class Trial:
    """Nights that end badly, one after the other, each from the same beginning."""

    place: Path
    engine: str = "whoosh"
    done: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.minutes, self.base, self.index = (self.place / name for name in ("minutes", "base", "index"))
        self.minutes.mkdir(parents=True)
        for nth in range(MEETINGS):
            _write(self.minutes, nth, count=nth)
        job(self.minutes, self.base, self.engine)
        _write(self.minutes, MEETINGS, count=50)
        _write(self.minutes, 0, count=60)
        first, second, *_ = sorted(self.minutes.iterdir())[1:]
        first.rename(self.minutes / "renamed.txt")
        second.unlink()
        started = time.perf_counter()
        job(self.minutes, self.place / "whole", self.engine)
        self.seconds = time.perf_counter() - started
        self.records = (self.place / "whole" / "current" / "records.db").read_bytes()
        self.bytes = sum(p.stat().st_size for p in (self.place / "whole").rglob("*") if p.is_file())

    def begin(self, index: Path | None = None) -> Path:
        """Return an index as it was before the night."""
        index = index or self.index
        for path in index.iterdir() if index.exists() else ():
            path.unlink() if path.is_symlink() or path.is_file() else shutil.rmtree(path)
        return Path(shutil.copytree(self.base, index, symlinks=True, dirs_exist_ok=True))

    def kills(self, rounds: int, *, seed: int, workers_every: int = 10) -> None:
        """Kill a night at random moments; in some rounds it has workers, which must end with it."""
        chance = random.Random(seed)  # noqa: S311 — moments to kill at, the same in every run
        for nth in range(rounds):
            index = self.begin()
            executor = processes if nth % workers_every == workers_every - 1 else None
            night = _PROCESSES.Process(target=job, args=(self.minutes, index, self.engine, executor))
            night.start()
            night.join(chance.random() * self.seconds * (6 if executor else 1.5))
            self.done["killed" if night.exitcode is None else "ended before it was killed"] += 1
            night.kill()
            self._end(night, f"kill {nth}", index)

    def calls(
        self, *, every: int = 1, first: int = 0, what: Callable[[int], str] = lambda nth: ERRORS[nth % 3]
    ) -> None:
        """Let each `every`th call of a night fail once, from the `first` on."""
        told = self.place / "calls"
        count = _PROCESSES.Process(target=counted_job, args=(self.minutes, self.begin(), self.engine, told))
        count.start()
        count.join()
        for nth in range(1 + first, int(told.read_text("utf-8")) + 1, every):
            index = self.begin()
            args = (self.minutes, index, self.engine, nth, what(nth))
            night = _PROCESSES.Process(target=failing_job, args=args)
            night.start()
            self._end(night, f"call {nth} {what(nth)}", index)
            self._said(f"call {nth} {what(nth)}", night)
            self.done[f"calls that fail with {what(nth)}" if what(nth) != KILL else "calls that kill"] += 1

    def full_disks(self, rounds: int) -> None:
        """Give a night too little room, more by the round; a file system in memory stands for the disk. Needs to be root."""
        disk = self.place / "disk"
        disk.mkdir(exist_ok=True)
        for nth in range(rounds):
            with _mounted(disk):
                index = self.begin(disk / "index")
                held = os.statvfs(disk)
                used = (held.f_blocks - held.f_bfree) * held.f_frsize
                _mount(disk, "remount", used + 4096 * (1 + round(self.bytes * 1.6 / 4096 * nth / rounds)))
                night = _PROCESSES.Process(target=quiet_job, args=(self.minutes, index, self.engine))
                night.start()
                night.join()
                self.done["full disks" if night.exitcode else "disks with room enough"] += 1
                self._said(f"disk {nth}", night)
                self._whole(f"disk {nth}", index)
                _mount(disk, "remount", 64 << 20)
                self._next(f"disk {nth}", index)

    def _end(self, night: multiprocessing.process.BaseProcess, name: str, index: Path) -> None:
        night.join(60)
        if night.exitcode is None:
            self.faults.append(f"{name}: the job hangs")
            night.kill()
            night.join()
        self._whole(name, index)
        self._next(name, index)

    def _said(self, name: str, night: multiprocessing.process.BaseProcess) -> None:
        """Note a fault where a night ended with neither an error for people nor a kill."""
        if night.exitcode not in (0, 1, -signal.SIGKILL):
            self.faults.append(f"{name}: the job ended with {night.exitcode}")

    def _whole(self, name: str, index: Path) -> None:
        """Note a fault where the index does not answer from one whole generation."""
        try:
            with open_current(index) as generation:
                verify(generation.folder)
                meetings = len(generation.register.meetings())
                answer.actions(generation, "all", today=NOW.date())
                found = generation.register.find("action")
                if not meetings == len(found) == generation.manifest["counts"]["meetings"]:
                    self.faults.append(f"{name}: {meetings} meetings and {len(found)} actions")
        except Exception as error:  # noqa: BLE001 — whatever it is, it is a fault
            self.faults.append(f"{name}: no answer: {error!r}")

    def _next(self, name: str, index: Path) -> None:
        """Note a fault where the next run does not succeed, or leaves a trace of the one before."""
        try:
            job(self.minutes, index, self.engine)
        except Exception as error:  # noqa: BLE001 — the same
            self.faults.append(f"{name}: the next run failed: {error!r}")
            return
        if (index / "current" / "records.db").read_bytes() != self.records:
            self.faults.append(f"{name}: the next run published other records")
        self._whole(f"{name}, next", index)
        odd = {path.name for path in index.iterdir()} - THERE
        odd |= {path.name for path in index.rglob("*") if path.name.startswith(".") or path.suffix == ".tmp"}
        odd |= {path.name for path in (index / "generations").iterdir() if path.name[:6] not in ("000001", "000002")}
        if odd:
            self.faults.append(f"{name}: left behind: {', '.join(sorted(odd))}")


def quiet_job(minutes: Path, index: Path, engine: str) -> None:
    """Run a night; what goes wrong ends it with status 1 and an error that is meant for people."""
    try:
        job(minutes, index, engine)
    except (AssuranceError, OSError):
        sys.exit(1)
    except BaseException:  # noqa: BLE001 — anything else is nobody's sentence
        os._exit(2)


def may_mount() -> bool:
    """Say whether a file system can be mounted here."""
    with tempfile.TemporaryDirectory() as place:
        try:
            with _mounted(Path(place)):
                return True
        except (OSError, subprocess.CalledProcessError):
            return False


class _mounted:  # noqa: N801 — used as a function
    """A file system in memory, mounted as long as it is used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        _mount(self._folder, "rw", 64 << 20)

    def __exit__(self, *_: object) -> None:
        subprocess.run(["umount", str(self._folder)], check=True, capture_output=True)  # noqa: S607


def _mount(folder: Path, option: str, size: int) -> None:
    command = ["mount", "-t", "tmpfs", "-o", f"{option},size={size}", "tmpfs", str(folder)]
    subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    """Run all trials in full."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300, help="how many nights are killed (default 300)")
    parser.add_argument("--disks", type=int, default=50, help="how many find too little room (default 50)")
    parser.add_argument(
        "--every", type=int, default=1, help="of the system calls only each so many-th fails (default 1)"
    )
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    started, faults = time.perf_counter(), 0
    for engine in ("whoosh", "fts5"):
        with tempfile.TemporaryDirectory(prefix="soak-kills-") as place:
            trial = Trial(Path(place), engine)
            trial.kills(asked.kills // 2, seed=asked.seed)
            trial.calls(every=asked.every)
            trial.calls(every=asked.every, what=lambda _: KILL)
            if may_mount():
                trial.full_disks(asked.disks // 2)
            else:
                print("no file system can be mounted here: no disk was filled")
            print(f"{engine}: {', '.join(f'{number:,} {name}' for name, number in trial.done.items())}")
            print("\n".join(trial.faults) or "no faults")
            faults += len(trial.faults)
    print(f"{time.perf_counter() - started:.0f} s")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
