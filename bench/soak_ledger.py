"""The ledger and the index under SIGKILL, answers being asked all the while; `make soak` runs it in full.

Each round two processes note in the ledger and one builds the index anew, and each is killed at a random moment. Then every
entry that was acknowledged must be there, word for word and in order, the file sound, and the published generation whole.
Prints what was done and what went wrong; exits 1 where anything did.
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event, Thread, Timer

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)  # run as a script, only its own folder is looked in

from bench.quarterly import quarterly

from assurance_bot import answer
from assurance_bot.generation import Step, build, open_current, verify
from assurance_bot.ledger import About, Entry, Ledger
from assurance_bot.serving import Reader

MEETINGS = 8
WRITERS = 2
NOW = dt.datetime(2025, 1, 6, 2, 30, tzinfo=dt.UTC)
TODAY = dt.date(2025, 1, 6)
WORDS, STEPS = 40, 5 * MEETINGS + 2
"""After so many things told at most is a writer, or a build, killed; a build that is to be killed later ends first."""
MOMENTS = (0.03, 0.03, 0.2)
"""Seconds after that within which it is, one of these: long ones reach what is done after the last thing told."""
PAUSE = 0.02
"""Seconds between two questions."""
WHOLE_EVERY = 25
"""After so many rounds a build is let run to its end, and must succeed on what the killed ones left."""
FRESH_EVERY = 10
"""Every so many rounds the writers find no ledger and are killed while they make it."""

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(
    ["__main__", "assurance_bot.answer", "assurance_bot.serving"]
)  # forked, not started anew
_TASK = "Action: BC to replace the hoses at station {nth} by 31 December 2025."


def write_meeting(folder: Path, nth: int, *, count: int) -> None:
    """Write the minutes of one meeting; with another count the file is another, and its action the same."""
    day = dt.date(2024, 1 + nth, 9)
    task = _TASK.format(nth=nth + 1)
    text = quarterly(f"{day:%A} {day.day} {day:%B %Y}", nth=nth + 1, count=count, task=task)
    (folder / f"{day}.txt").write_text(text, encoding="utf-8")


def note_on(index: Path, action: About, name: str, told: Connection) -> None:
    """Note one thing after the other and tell the number and words of each, once it is on disk; until killed."""
    told.send((0, "began"))
    with closing(Ledger(index)) as ledger:
        for nth in range(100_000):
            words = f"{name}, number {nth}: " + "so it was said. " * (nth % 40)
            made = Entry(at=NOW, day=TODAY, who=name, via="soak", what="comment", value=(words.strip(),), about=action)
            told.send((ledger.append(made).seq, made.value[0]))


def build_on(minutes: Path, index: Path, told: Connection) -> None:
    """Build the index and tell each step; until killed."""
    told.send((0, "began"))

    def step(done: Step) -> None:
        told.send((done.done, done.stage))

    build([minutes], index, now=NOW, progress=step)
    told.send((0, "published"))


@dataclass
class Tally:
    """What a trial came to; `faults` are sentences, none where all is well."""

    rounds: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    at: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    unacknowledged: int = 0
    answers: int = 0
    slowest: float = 0.0
    generations: int = 0
    faults: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the figures as a table in Markdown."""
        stages = ", ".join(f"{stage} {n:,}" for stage, n in self.at.most_common())
        rows = [
            ("rounds", f"{self.rounds:,}"),
            ("processes killed", ", ".join(f"{n:,} {kind}" for kind, n in sorted(self.killed.items()))),
            ("what a build was doing when it was killed", stages),
            ("entries acknowledged, all found again", f"{self.acknowledged:,}"),
            ("entries written and killed before they were acknowledged", f"{self.unacknowledged:,}"),
            ("generations published", f"{self.generations:,}"),
            ("answers given meanwhile", f"{self.answers:,}"),
            ("slowest of them, seconds", f"{self.slowest:.2f}"),
            ("faults", f"{len(self.faults):,}"),
        ]
        return ["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)]


class Asking(Thread):
    """Asks one question after the other, as the bot does, and counts what is wrong with the answers."""

    def __init__(self, index: Path, tally: Tally) -> None:
        super().__init__(daemon=True)
        self._reader, self._tally, self._over = Reader(index), tally, Event()
        self._entries = 0

    def run(self) -> None:
        """Ask until `end` is called."""
        while not self._over.is_set():
            began = time.monotonic()
            try:
                self._ask()
            except Exception as error:  # noqa: BLE001 - whatever it is, the bot would not have answered
                self._tally.faults.append(f"no answer: {type(error).__name__}: {error}")
            self._tally.answers += 1
            self._tally.slowest = max(self._tally.slowest, time.monotonic() - began)
            self._over.wait(PAUSE)

    def _ask(self) -> None:
        with self._reader.lease() as generation:
            found = answer.actions(generation, "all", today=TODAY).findings
        noted = max(len(each.effects) for each in found)
        if len(found) != MEETINGS or noted < self._entries:
            self._tally.faults.append(f"an answer of {len(found)} actions and {noted} entries after {self._entries}")
        self._entries = noted

    def end(self) -> None:
        """Let it end, and wait for it."""
        self._over.set()
        self.join()


class Trial:
    """One run of so many rounds in a folder of its own; `seed` gives the moments of killing."""

    def __init__(self, folder: Path, *, seed: int) -> None:
        self._folder, self._chance = folder, random.Random(seed)  # noqa: S311 - moments, not secrets
        self._minutes, self._index = folder / "minutes", folder / "index"
        self._minutes.mkdir(parents=True)
        self._acknowledged: dict[int, str] = {}
        self.tally = Tally()

    def run(self, rounds: int) -> Tally:
        """Run the rounds and return what they came to."""
        for nth in range(MEETINGS):
            write_meeting(self._minutes, nth, count=0)
        build([self._minutes], self._index, now=NOW)
        with open_current(self._index) as generation:
            self._action = answer.book(generation, day=TODAY).minutes.about(
                answer.actions(generation, "all", today=TODAY).findings[0].record.id
            )
        asking = Asking(self._index, self.tally)
        asking.start()
        for nth in range(1, rounds + 1):
            self._round(nth)
        asking.end()
        self.tally.generations = int(self._published().partition("-")[0])
        return self.tally

    def _round(self, nth: int) -> None:
        fresh = nth % FRESH_EVERY == 0
        index = self._folder / f"fresh-{nth}" if fresh else self._index
        before = self._acknowledged if not fresh else {}
        write_meeting(self._minutes, nth % MEETINGS, count=nth + 1)
        names = [f"round {nth}, writer {writer}" for writer in range(WRITERS)]
        victims = [self._victim("writer", note_on, (index, self._action, name), WORDS) for name in names]
        victims.append(self._victim("build", build_on, (self._minutes, self._index), STEPS))
        for victim in victims:
            victim.start()
        for victim in victims:
            victim.join()
            self.tally.killed[victim.kind] += victim.killed
            if victim.kind == "build":
                self.tally.at[victim.told[-1][1] if victim.killed else "nothing, it was done"] += 1
            else:
                before |= {seq: words for seq, words in victim.told if seq}
        self._check_ledger(index, before)
        self._check_generation(nth)
        if fresh:
            self.tally.acknowledged += len(before)
            shutil.rmtree(index, ignore_errors=True)
        self.tally.rounds = nth

    def _victim(self, kind: str, work: Callable[..., None], args: tuple[object, ...], most: int) -> Victim:
        nth, moment = self._chance.randint(1, most), self._chance.random() * self._chance.choice(MOMENTS)
        return Victim(kind, work, args, nth=nth, moment=moment)

    def _check_ledger(self, index: Path, acknowledged: dict[int, str]) -> None:
        with closing(Ledger(index)) as ledger:
            held = {entry.seq: entry.value[0] for entry in ledger.entries().all}
        if list(held) != list(range(1, len(held) + 1)):
            self.tally.faults.append(f"the entries are numbered {list(held)[:5]} … {list(held)[-5:]}")
        lost = [seq for seq, words in acknowledged.items() if held.get(seq) != words]
        if lost:
            self.tally.faults.append(f"acknowledged and lost or changed: {lost}")
        if (index / "ledger.db").exists():
            with closing(sqlite3.connect(index / "ledger.db")) as db:
                if (found := db.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
                    self.tally.faults.append(f"the ledger is not sound: {found}")
        extra = {seq: words for seq, words in held.items() if seq not in acknowledged}
        if len(extra) > WRITERS:
            self.tally.faults.append(f"{len(extra)} entries were never acknowledged")
        self.tally.unacknowledged += len(extra)
        acknowledged |= extra  # they are in the ledger for good: from now on they may not be lost either
        if index == self._index:
            self.tally.acknowledged = len(acknowledged) - self.tally.unacknowledged

    def _check_generation(self, nth: int) -> None:
        if nth % WHOLE_EVERY == 0:
            build([self._minutes], self._index, now=NOW)
        try:
            verify(self._index / "current")
        except Exception as error:  # noqa: BLE001 - any complaint is a fault
            self.tally.faults.append(f"round {nth}: {error}")

    def _published(self) -> str:
        return (self._index / "current").readlink().name


class Victim(Thread):
    """A process that is killed a moment after the nth thing it told; `told` is all it told before it was gone.

    `killed` says whether it was still alive then.
    """

    def __init__(
        self, kind: str, work: Callable[..., None], args: tuple[object, ...], *, nth: int, moment: float
    ) -> None:
        super().__init__(daemon=True)
        self.kind, self._nth, self._moment = kind, nth, moment
        self._reading, self._writing = _PROCESSES.Pipe(duplex=False)
        self._process = _PROCESSES.Process(target=work, args=(*args, self._writing))
        self.told: list[tuple[int, str]] = []
        self.killed = False

    def run(self) -> None:
        """Start it, listen to it, kill it."""
        self._process.start()
        self._writing.close()
        killing = Timer(self._moment, self._process.kill)
        with self._reading, suppress(EOFError, OSError):  # it was killed, perhaps in the middle of a word
            while True:
                self.told.append(self._reading.recv())
                if len(self.told) == self._nth:
                    killing.start()
        self._process.join()
        killing.cancel()
        self.killed = self._process.exitcode == -signal.SIGKILL


def main() -> None:
    """Run the trial and print what it came to."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        tally = Trial(Path(folder), seed=given.seed).run(given.rounds)
    print("\n".join(tally.lines()))
    print(f"\n{time.monotonic() - began:.0f} seconds.")
    for fault in tally.faults[:20]:
        print(f"FAULT {fault}")
    sys.exit(1 if tally.faults else 0)


if __name__ == "__main__":
    main()
