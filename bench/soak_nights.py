"""Thirty nights in one run: a simulated calendar over the examples, with Slack listening; `make soak` runs it in full.

Each night minutes arrive as their meetings come round, and one of them is replaced, renamed, withdrawn or put back; staff
note things in the ledger; the job runs, posts, and is refused or let down by Slack now and then; the bot, one reader all the
while, answers from what was published. Prints what each night came to and what went wrong; exits 1 where anything did.

What must hold: each thing of a digest reached each recipient once, and nothing was left out; the ledger is whole; the index
holds no more than the generations that are kept; the last of them is that of a build from nothing, byte for byte; neither
memory nor open files grow with the nights.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import os
import random
import re
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from pathlib import Path

if __name__ == "__main__":  # run as a script, only its own folder is looked in
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    sys.path.insert(1, str(Path(__file__).resolve().parent.parent / "tests"))

import psutil
from rich.console import Console

from assurance_bot import answer
from assurance_bot.access import Access, Grant, Scope
from assurance_bot.config import Config
from assurance_bot.dates.written import in_words
from assurance_bot.errors import AssuranceError, NoteError
from assurance_bot.generation import Generation, build, configured, open_current, verify
from assurance_bot.generation import folders as places
from assurance_bot.keeping.files import size
from assurance_bot.ledger import Ledger, Wish
from assurance_bot.night import run_night
from assurance_bot.nightly.digest import TITLES
from assurance_bot.nightly.sent import FILE, Sent
from assurance_bot.serving import Reader
from slack.blockkit import words
from slack.recorder import Call, Recorder, Reply

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "minutes"
BEGINS = dt.datetime(2024, 1, 8, 2, 30, tzinfo=dt.UTC)
"""A Monday, on which digests go out."""
STEPS = (1, 1, 5, 21, 30)
"""Days from one night to the next, over and over: thirty nights are the months of the examples' last year."""
LAG = dt.timedelta(8)
"""How long after their meeting minutes arrive."""
TEXT = (".txt", ".md")
"""The files that are replaced by a changed one."""
CHANGES = ("replaced", "renamed", "withdrawn", "nothing", "put back")
OFFICE, NEWS, OWNERS = "C1", "C2", {"CC": "C3", "ACC": "C4", "DCC": "U5"}
BUSY: Reply = (429, {"Retry-After": "0"}, {"ok": False, "error": "ratelimited"})
REFUSED: Reply = (200, {}, {"ok": False, "error": "not_in_channel"})
BROKEN: Reply = (200, {}, {"ok": False, "error": "fatal_error"})
"""After this a message may have been posted: what it told is told again and marked."""
MARK = " (perhaps told before)"
THERE = {"archive", "cache", "current", "generations", "ledger.db", "last-run.json", "reindex.lock", FILE}
"""All that may lie in an index after a night that went well."""
LENT = {"ledger.db-shm", "ledger.db-wal"}
"""What lies there besides while the bot has the ledger open."""
GROWTH = 1.15
"""How much more memory the last nights may take than those of the middle, from which on all is loaded."""
_LINE = re.compile(r"(A-\w+)  .*: ")
_DUE = re.compile(r"due ([^,(]+)")
ENDED = ("closed", "replaced")


class Slack(Recorder):
    """Slack, which keeps of each message where it went, its lines, and whether it arrived; in doubt it is False."""

    def __post_init__(self) -> None:
        """Begin to listen."""
        super().__post_init__()
        self.posted: list[tuple[str, list[str], bool]] = []

    def answer(self, call: Call) -> Reply:
        """Keep what is said, and answer as Slack does."""
        reply = super().answer(call)
        error = reply[2].get("error", "") if isinstance(reply[2], dict) else ""
        with self.changed:
            if call.method == "chat.postMessage" and reply not in (BUSY, REFUSED):
                self.posted.append((str(call.payload["channel"]), list(words(call.payload["blocks"])), not error))
            self.calls.clear()
        return reply


@dataclass
class Told:
    """What a recipient knows of actions by reading messages: of each, the (night, what, words) that were told.

    `perhaps` are the actions of which something was said in a message that may not have arrived.
    """

    lines: dict[str, list[tuple[int, str, str]]] = field(default_factory=dict)
    perhaps: set[str] = field(default_factory=set)

    def last(self, names: set[str]) -> str:
        """Return the last words on an action by any of its names, "" where nothing was said."""
        return max((self.lines[name][-1] for name in names if name in self.lines), default=(0, "", ""))[2]

    def said_of_date(self, names: set[str]) -> set[str]:
        """Return what was told of an action since the last words that named another date."""
        lines = sorted(line for name in names for line in self.lines.get(name, ()))
        since = takewhile(lambda line: _due(line[2]) == _due(lines[-1][2]), reversed(lines))
        return {what for _, what, _ in since}

    def hear(self, night: int, what: str, action: str, said: str) -> str:
        """Keep what was said, and return what of it was known from earlier nights, "" for nothing."""
        known = [line for line in self.lines.get(action, ()) if line[0] < night]
        before = known[-1][2] if known else ""
        same = {line[1] for line in takewhile(lambda line: _due(line[2]) == _due(said), reversed(known))}
        repeated = {
            "set": bool(known),
            "soon": what in same,
            "overdue": what in same,
            "moved": _due(before) == _due(said),
            "closed": _stands(before) == "closed",
            "superseded": _stands(before) == "replaced",
            "reopened": _stands(before) not in ENDED and action not in self.perhaps,
        }
        self.lines.setdefault(action, []).append((night, what, said))
        return f"{action}, {what}: {said}" if repeated.get(what) else ""


@dataclass(frozen=True, slots=True)
class Night:
    """What one night came to."""

    day: dt.date
    change: str
    status: int | None
    files: int
    items: int
    index: int
    memory: int
    open_files: int
    seconds: float


@dataclass
class Trial:
    """Nights in a folder of their own; `suffixes` are those of the examples that take part, all where there are none."""

    place: Path
    seed: int = 1
    suffixes: tuple[str, ...] = ()
    nights: list[Night] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    noted: list[tuple[int, str, tuple[str, ...]]] = field(default_factory=list)
    told: dict[str, Told] = field(default_factory=dict)
    events: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.minutes, self.index, self.aside = (self.place / name for name in ("minutes", "index", "withdrawn"))
        self.minutes.mkdir(parents=True)
        self.aside.mkdir()
        self._chance = random.Random(self.seed)  # noqa: S311 - which file and action, the same in every run
        self._coming = sorted(p for p in EXAMPLES.iterdir() if not self.suffixes or p.suffix in self.suffixes)
        self._changed = 0
        everything = (Grant(Scope(None, None), frozenset({"ask"})),)
        people = dict.fromkeys((OFFICE, NEWS, *OWNERS.values()), everything)
        self.config = Config(
            index=self.index,
            max_shrink=0.5,
            reindex_channel=NEWS,
            digest_channel=OFFICE,
            digest_owners=tuple(OWNERS.items()),
            access=Access(channels=people, users=people),
        )

    def run(self, number: int) -> None:
        """Run so many nights, then look at what all of them came to."""
        self.slack = Slack()
        reader, now = Reader(self.index), BEGINS
        try:
            for nth in range(number):
                self._arrive(now.date())
                change = self._change(CHANGES[nth % len(CHANGES)]) if nth else "nothing"
                self._trouble(nth)
                self._night(nth, now, change)
                self._ask(reader, now.date())
                self._note(now)
                now += dt.timedelta(STEPS[nth % len(STEPS)])
            now += dt.timedelta(7)
            self._night(number, now, "nothing")  # a week later, so that every digest goes out once more
            self._check_told(now.date(), due=True)
            self._check_whole(now)
        finally:
            self.slack.close()
        self.faults += [f"Slack would refuse: {fault}" for fault in self.slack.faults]

    def _arrive(self, today: dt.date) -> None:
        """Put the minutes there whose meeting is long enough ago."""
        while self._coming and dt.date.fromisoformat(self._coming[0].name[:10]) + LAG <= today:
            shutil.copy(self._coming.pop(0), self.minutes)

    def _change(self, what: str) -> str:
        """Change one file as somebody in an office does, and return what was done."""
        there = sorted(p for p in self.minutes.rglob("*") if p.is_file())
        texts = [p for p in there if p.suffix in TEXT]
        put_by = sorted(p for p in self.aside.rglob("*") if p.is_file())
        self._changed += 1
        if what == "replaced" and texts:
            path = self._chance.choice(texts)
            path.write_bytes(
                path.read_bytes() + f"\n\nACTION: CC to send note {self._changed} by 1 June 2024.\n".encode()
            )
        elif what == "renamed":
            path = self._chance.choice(there)
            to = self.minutes / f"folder {self._changed}" / path.name
            to.parent.mkdir()
            path.rename(to)
        elif what == "withdrawn":
            path = self._chance.choice(there)
            path.rename(self.aside / path.name)
        elif what == "put back" and put_by:
            self._chance.choice(put_by).rename(self.minutes / put_by[0].name)
        else:
            return "nothing"
        self.events[what] += 1
        return what

    def _trouble(self, nth: int) -> None:
        """Let Slack be busy, refuse or break at one of the messages of some nights."""
        replies: dict[int, list[Reply]] = {2: [BUSY], 5: [REFUSED], 8: [BROKEN], 10: [BUSY, BROKEN]}
        coming = replies.get(nth % 11, []) if not _gone(nth) else []
        self.slack.replies["chat.postMessage"] += coming
        self.events["messages that Slack did not take at once"] += len(coming)

    def _night(self, nth: int, now: dt.datetime, change: str) -> None:
        began, status = time.monotonic(), None
        gone = _gone(nth)
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            try:
                status = run_night(
                    self.config,
                    [self.place / "unplugged" if gone else self.minutes],
                    console=Console(file=nowhere),
                    steps=None,
                    environ={"SLACK_BOT_TOKEN": "xoxb-soak", "SLACK_API_URL": self.slack.api},
                    now=lambda: now,
                )
            except AssuranceError as error:
                if not gone:
                    self.faults.append(f"night {nth}: {error}")
        self.slack.replies.clear()
        items = self._hear(now, gone=gone)
        if not gone:
            self._check_told(now.date())
        gc.collect()
        held, files = psutil.Process(), sum(p.is_file() for p in self.minutes.rglob("*"))
        taken = time.monotonic() - began
        self.nights.append(
            Night(now.date(), change, status, files, items, self._held(), held.memory_info().rss, held.num_fds(), taken)
        )
        self._check_index(nth, gone=gone)

    def _held(self) -> int:
        """Return the bytes of the index besides the originals and what is kept for ever."""
        return sum(size(self.index / name) for name in ("cache", "generations"))

    def _hear(self, now: dt.datetime, *, gone: bool) -> int:
        """Read what was posted this night, as those who get it do; return how many things digests told."""
        titles = {title: what for what, title in TITLES.items()}
        posted, self.slack.posted = self.slack.posted, []
        failures = sum("could not be rebuilt" in lines[0] for _, lines, _ in posted)
        if failures != int(gone):
            self.faults.append(f"{now:%d %B %Y}: told {failures} times that the night failed")
        items = 0
        for channel, lines, arrived in posted:
            what = ""
            self.events["messages"] += 1
            for line in lines if channel != NEWS else ():
                what = titles.get(line.rpartition(" (")[0], what)
                if found := _LINE.match(line):
                    items += 1
                    self._hear_item(channel, what, found[1], line[found.end() :], arrived=arrived)
        return items

    def _hear_item(self, channel: str, what: str, action: str, said: str, *, arrived: bool) -> None:
        """Hear one thing that was told, in the night after those that are done."""
        told, marked = self.told.setdefault(channel, Told()), said.endswith(MARK)
        self.events["things told"] += 1
        self.events["things told again, and marked"] += marked
        if marked and action not in told.perhaps:
            self.faults.append(f"{channel}: said to be perhaps known, and never told: {action}, {what}: {said}")
        if not arrived:
            told.perhaps.add(action)
        elif known := told.hear(len(self.nights), what, action, said.removesuffix(MARK)):
            self.faults.append(f"{channel}: told twice: {known}")

    def _check_told(self, day: dt.date, *, due: bool = False) -> None:
        """Note what anybody whose digest went out this day should know and was not told."""
        sent = Sent(self.index)
        with open_current(self.index) as generation:
            for owner, channel in (("", OFFICE), *OWNERS.items()):
                if sent.last(f"{owner}>{channel}") != day:
                    if due:
                        self.faults.append(f"{channel}: no digest on {day}")
                    continue
                self.events["digests"] += 1
                told = self.told.setdefault(channel, Told())
                self.faults += (f"{day}, {channel}: {fault}" for fault in _untold(generation, owner, told, day))

    def _ask(self, reader: Reader, day: dt.date) -> None:
        """Ask the bot, which must answer from what is published."""
        with reader.lease() as generation:
            found = answer.ask(generation, "what did the CC commit to on workforce?", today=day)
            listed = answer.actions(generation, "all", today=day)
            if generation.name != places.current(self.index).name:
                self.faults.append(f"{day}: answered from {generation.name}")
        self.events["answers"] += 2
        if found.searched.meetings == 0 or not listed.findings:
            self.faults.append(f"{day}: an answer of nothing")

    def _note(self, now: dt.datetime) -> None:
        """Note something on an action, as staff do."""
        with open_current(self.index) as generation:
            found = answer.actions(generation, "all", today=now.date()).findings
            action = self._chance.choice(found).record.id
            what = self._chance.choice(("close", "reopen", "redate", "comment"))
            until = (now + dt.timedelta(self._chance.randint(3, 90))).date().isoformat()
            value = {"redate": (until,), "comment": (f"said on {now:%d %B}",)}.get(what, ())
            why = "" if what == "comment" else "told so"
            try:
                wish = Wish(action=action, what=what, value=value, why=why, who="clerk", via="soak", at=now)
                entry = answer.note(generation, wish).entry
            except NoteError:
                return  # to close what is closed, above all
        self.noted.append((entry.seq, entry.what, entry.value))

    def _check_index(self, nth: int, *, gone: bool) -> None:
        there = {path.name for path in self.index.iterdir()}
        if odd := there - THERE - LENT - ({"last-failure.json"} if gone else set()):
            self.faults.append(f"night {nth}: left behind: {', '.join(sorted(odd))}")
        if len(places.names(self.index)) > self.config.keep:
            self.faults.append(f"night {nth}: {len(places.names(self.index))} generations are kept")

    def _check_whole(self, now: dt.datetime) -> None:
        """Compare what all nights left with a build from nothing, and the ledger with what was noted."""
        verify(places.current(self.index))
        fresh = self.place / "fresh"
        build([self.minutes], fresh, now=now, pipeline=configured())
        records = [(index / "current" / places.RECORDS).read_bytes() for index in (self.index, fresh)]
        if records[0] != records[1]:
            self.faults.append("the last generation is not that of a build from nothing")
        whole = size(fresh / "generations") * self.config.keep + size(fresh / "cache")
        if self._held() > 1.5 * whole:
            self.faults.append(f"the index holds {self._held():,} bytes, and {whole:,} would do")
        with closing(Ledger(self.index)) as ledger:
            held = [(entry.seq, entry.what, entry.value) for entry in ledger.entries().all]
        if held != self.noted:
            self.faults.append(f"the ledger holds {len(held)} entries, and {len(self.noted)} were noted")
        for name in ("ledger.db", FILE):
            with closing(sqlite3.connect(self.index / name)) as db:
                if (found := db.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
                    self.faults.append(f"{name} is not sound: {found}")

    def check_growth(self) -> None:
        """Note where memory or open files grow with the nights; for this it takes many."""
        third = len(self.nights) // 3
        middle, last = self.nights[third:-third], self.nights[-third:]
        most = [max(night.memory for night in nights) for nights in (middle, last)]
        if most[1] > GROWTH * most[0]:
            self.faults.append(f"memory grew from {most[0]:,} to {most[1]:,} bytes")
        files = [max(night.open_files for night in nights) for nights in (middle, last)]
        if files[1] > files[0]:
            self.faults.append(f"open files grew from {files[0]} to {files[1]}")

    @cached_property
    def figures(self) -> list[str]:
        """The figures as two tables in Markdown."""
        rows = ["| night | files | change | exit | things told | index, MB | memory, MB | open files | s |"]
        rows += ["|---|---|---|---|---|---|---|---|---|"]
        rows += [
            f"| {n.day} | {n.files} | {n.change} | {'failed' if n.status is None else n.status} | {n.items} "
            f"| {n.index / 1e6:.1f} | {n.memory / 1e6:.0f} | {n.open_files} | {n.seconds:.1f} |"
            for n in self.nights
        ]
        told = [f"| {name} | {number:,} |" for name, number in sorted(self.events.items())]
        return [*rows, "", "| | |", "|---|---|", *told, f"| entries of the ledger | {len(self.noted):,} |"]


def _gone(nth: int) -> bool:
    """Tell whether the folder of minutes cannot be reached in a night."""
    return nth % 13 == 12


def _stands(said: str) -> str:
    return said.partition(",")[0]


def _due(said: str) -> str:
    found = _DUE.search(said)
    return found[1] if found else ""


def _untold(generation: Generation, owner: str, told: Told, day: dt.date) -> Iterator[str]:
    """Yield each thing that holds of an owner's actions and was not told to whoever gets that digest."""
    listed = {f.record.id for f in answer.actions(generation, f"all {owner}", today=day).findings} if owner else None
    for trail, noted in answer.book(generation, day=day).standings:
        names = {trail.id, *(mention.action for mention in trail.mentions if mention.action)}
        if not any(mention.action for mention in trail.mentions) or (listed is not None and not names & listed):
            continue
        said, ended = told.last(names), noted.status in ("closed", "superseded")
        if said and ended != (_stands(said) in ENDED):
            yield f"{trail.id} is {noted.status}, and the last that was told is: {said}"
        if not said and not ended:
            yield f"{trail.id} is {noted.status}, and nothing was told of it"
        if said and noted.due and not ended and _due(said) != in_words(noted.due):
            yield f"{trail.id} is due {in_words(noted.due)}, and the last that was told is: {said}"
        if noted.overdue_days and "overdue" not in told.said_of_date(names):
            yield f"{trail.id} is overdue, and that was not told"


def main() -> None:
    """Run the nights and print what they came to."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--nights", type=int, default=30)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-nights-") as folder:
        began = time.monotonic()
        trial = Trial(Path(folder), seed=given.seed)
        trial.run(given.nights)
        trial.check_growth()
    print("\n".join(trial.figures))
    print(f"\n{time.monotonic() - began:.0f} seconds.")
    for fault in trial.faults[:20]:
        print(f"FAULT {fault}")
    sys.exit(1 if trial.faults else 0)


if __name__ == "__main__":
    main()
