"""How a bot holds up: many people ask at once over real HTTP with real signatures, while the index is published anew.

    .venv/bin/python bench/load.py                     # 50 people, 20 questions each, on the example minutes
    .venv/bin/python bench/load.py --copies 40         # on 1,000 meetings, about 20,000 passages
    .venv/bin/python bench/load.py --copies 40 --pause 10   # people who read and think for ten seconds between two questions
    .venv/bin/python bench/load.py --copies 40 --fresh      # nobody asks what anybody asked before
    .venv/bin/python bench/load.py --people 5 --questions 4 --json

`assurance-bot serve` runs as a process of its own; this one plays the people and Slack (the recorder of the tests, whose
checker looks at every message). Each person asks, waits for the answer, and asks the next, by turns in a channel, directly
and by command. Measured are the seconds until Slack has its acknowledgement, and until the answer has been posted;
`published` is how often another generation was published while they asked: they go on asking until that is done.
`bot_cpu` and `people_cpu` are milliseconds of processor time a question: of the bot, and of this process, which no bot has.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import math
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

if __name__ == "__main__":  # run as a script, only its own folder is looked in
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    sys.path.insert(1, str(Path(__file__).resolve().parent.parent / "tests"))

from bench.archive import write_archive, write_next
from bench.questions import LIST, QUESTIONS

from slack.fronts import settings
from slack.recorder import Call, Recorder
from slack.requests import command, mention
from slack.signing import SECRET, Knocker
from support.command import environment

PATIENCE = 120.0
"""Seconds after which an answer is lost."""
NICE = ("nice", "-n", "10")
"""How a job is run, as its systemd unit has it."""
FIRST = dt.date(1950, 1, 1)
"""The day from which on the first fresh question asks; the last asks from one in 1977."""
_PERIOD = re.compile(r" (?:since|in) \d{4}\b")
WORKING = "Looking in the minutes …"


@dataclass
class Told:
    """What came of the questions: seconds of each acknowledgement and answer, and what went wrong."""

    acknowledged: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    refused: int = 0
    lost: int = 0
    twice: int = 0
    failed: int = 0
    faults: int = 0
    published: int = 0
    passages: int = 0
    seconds: float = 0.0
    bot_cpu: float = 0.0
    people_cpu: float = 0.0
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def figures(self) -> dict[str, float]:
        """Return the figures by name; seconds rounded to milliseconds."""
        questions = len(self.acknowledged) + self.refused
        return {
            "questions": questions,
            "passages": self.passages,
            "published": self.published,
            "seconds": round(self.seconds, 1),
            "acknowledged_p50": percentile(self.acknowledged, 50),
            "acknowledged_p99": percentile(self.acknowledged, 99),
            "acknowledged_most": percentile(self.acknowledged, 100),
            "answered_p50": percentile(self.answered, 50),
            "answered_p95": percentile(self.answered, 95),
            "answered_most": percentile(self.answered, 100),
            "bot_cpu": round(1000 * self.bot_cpu / max(1, questions), 1),
            "people_cpu": round(1000 * self.people_cpu / max(1, questions), 1),
            "refused": self.refused,
            "lost": self.lost,
            "twice": self.twice,
            "failed": self.failed,
            "invalid": self.faults,
        }


def percentile(seconds: Sequence[float], share: float) -> float:
    """Return the least value that so many of a hundred do not exceed, in seconds rounded to milliseconds."""
    held = sorted(seconds)
    return round(held[max(0, math.ceil(share / 100 * len(held)) - 1)], 3) if held else math.nan


class Slack(Recorder):
    """Slack, which notes when the answer to each question came, and how often."""

    def __post_init__(self) -> None:
        """Begin to listen."""
        super().__post_init__()
        self.times: dict[str, list[float]] = {}
        self.failures: Counter[str] = Counter()
        self._working: dict[str, str] = {}

    def answer(self, call: Call) -> tuple[int, dict[str, str], object]:
        """Note an answer, and answer as Slack does."""
        reply = super().answer(call)
        text = str(call.payload.get("text") or "")
        if call.method in ("chat.postMessage", "chat.update", "response_url") and text != WORKING:
            with self.changed:
                self.times.setdefault(self._question(call, reply), []).append(time.perf_counter())
                if "Something went wrong" in text:
                    self.failures["failed"] += 1
                self.changed.notify_all()
        elif call.method == "chat.postMessage":
            with self.changed:
                self.working[str(reply[2]["ts"])] = str(call.payload.get("thread_ts"))
        return reply

    @property
    def working(self) -> dict[str, str]:
        """The questions that are being worked on, by the `ts` of the message that says so."""
        return self._working

    def _question(self, call: Call, _reply: object) -> str:
        if call.method == "response_url":
            return call.path.rpartition("/")[2]
        if call.method == "chat.update":
            return self.working.get(str(call.payload["ts"]), "")
        return str(call.payload.get("thread_ts"))


def person(
    number: int, questions: int, pause: float, door: Knocker, slack: Slack, told: Told, *, fresh: bool = False
) -> None:
    """Ask so many questions or more, one after the other, each when the one before is answered, until all is published.

    Where all is to be `fresh`, each question asks from another day on, before all meetings, so that none was put before.
    Before each some time is spent reading and thinking: `pause` seconds as a mean, from half as long to half as long again.
    """
    thinking = random.Random(number)  # noqa: S311 - the same in every run
    for nth in itertools.count():
        time.sleep(pause * thinking.uniform(0.5, 1.5) * (thinking.random() if nth == 0 else 1))
        if nth >= questions and told.over.is_set():
            return
        words = QUESTIONS[(number * 7 + nth) % len(QUESTIONS)][0]
        name = f"{number + 1}{nth:03d}.000001"
        since = ""
        if fresh:
            since = f" since {FIRST + dt.timedelta(days=200 * number + nth):%d %B %Y}"
            words = _PERIOD.sub("", words)
        kind = (number + nth) % 3
        started = time.perf_counter()
        if kind == 2:
            body = command(LIST + since, response_url=f"{slack.url}/respond/{name}")
            reply = door.command({**body, "user_id": f"U{number}"})
        else:
            direct = {"type": "message", "channel_type": "im", "channel": f"D{number}", "thread_ts": name}
            where = direct if kind else {"channel": "C1"}
            reply = door.event(mention(f"<@UBOT> {words}{since}", user=f"U{number}", ts=name, **where))
        if reply.status != 200:
            with told.lock:
                told.refused += 1
            continue
        with slack.changed:
            came = slack.changed.wait_for(lambda name=name: name in slack.times, PATIENCE)  # type: ignore[misc]
        with told.lock:
            told.acknowledged.append(reply.seconds)
            if came:
                told.answered.append(slack.times[name][0] - started)
            else:
                told.lost += 1


def load(
    *,
    people: int,
    questions: int,
    copies: int,
    engine: str,
    publishing: int = 2,
    pause: float = 0.0,
    made: Path | None = None,
    fresh: bool = False,
) -> Told:
    """Run the trial and return what came of it; of `made`, where it is given, the `minutes` and `index` are copied."""
    told = Told()
    with tempfile.TemporaryDirectory(prefix="assurance-bot-load-") as temporary:
        folder = Path(temporary)
        if made:
            shutil.copytree(made, folder, symlinks=True, dirs_exist_ok=True)
        else:
            write_archive(folder / "minutes", copies=copies)
        port = _free_port()
        (folder / "config.toml").write_text(settings(port=port, engine=engine), encoding="utf-8")
        if not made:
            _reindex(folder)
        told.passages = _passages(folder)
        slack = Slack()
        with _serving(folder, slack, port) as bot:
            door = Knocker(f"http://127.0.0.1:{port}/slack/events")
            threads = [
                threading.Thread(
                    target=person,
                    args=(n, questions, pause, door, slack, told),
                    kwargs={"fresh": fresh},
                    name=f"person {n}",
                )
                for n in range(people)
            ]
            started, before, own = time.perf_counter(), _worked(bot), time.process_time()
            publisher = threading.Thread(target=_publish, args=(folder, publishing, told))
            for thread in [*threads, publisher]:
                thread.start()
            for thread in threads:
                thread.join()
            told.seconds = time.perf_counter() - started
            told.bot_cpu, told.people_cpu = _worked(bot) - before, time.process_time() - own
            publisher.join()
        time.sleep(0.5)  # in which a second answer could still have come
        slack.close()
        told.twice = sum(len(times) > 1 for times in slack.times.values())
        told.failed, told.faults = slack.failures["failed"], len(slack.faults)
    return told


def _publish(folder: Path, times: int, told: Told) -> None:
    """Publish the index anew so many times, by turns with one meeting more and without it, and count those in time."""
    try:
        for nth in range(times):
            added = write_next(folder / "minutes")
            if nth % 2:
                added.unlink()
            before = (folder / "index" / "current").readlink()
            _reindex(folder)
            told.published += (folder / "index" / "current").readlink() != before
    finally:
        told.over.set()


def _reindex(folder: Path) -> None:
    done = subprocess.run(
        [
            *NICE,
            sys.executable,
            "-m",
            "assurance_bot",
            "--config",
            folder / "config.toml",
            "reindex",
            folder / "minutes",
        ],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 3):
        raise RuntimeError(f"reindex ended with status {done.returncode}: {done.stderr[-2000:]}")


def _passages(folder: Path) -> int:
    done = subprocess.run(
        [sys.executable, "-m", "assurance_bot", "--config", folder / "config.toml", "status", "--json"],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return int(json.loads(done.stdout)["counts"]["passages"])


@contextmanager
def _serving(folder: Path, slack: Slack, port: int) -> Iterator[psutil.Process]:
    """Run the bot until the block ends; it must end by itself when told to."""
    env = {
        **environment(),
        "SLACK_BOT_TOKEN": "xoxb-load",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack.api,
    }
    bot = [sys.executable, "-m", "assurance_bot", "--config", str(folder / "config.toml"), "serve"]
    with subprocess.Popen(bot, env=env) as process:
        try:
            _until_ready(port)
            yield psutil.Process(process.pid)
            process.terminate()
            if process.wait(60) != 0:
                raise RuntimeError(f"the bot ended with status {process.returncode}")
        finally:
            process.kill()


def _worked(bot: psutil.Process) -> float:
    """Return the seconds of processor time that the bot itself has used; jobs are processes of their own."""
    times = bot.cpu_times()
    return float(times.user + times.system)


def _until_ready(port: int) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the bot never came to be ready")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def main() -> None:
    """Run the trial asked for; exit status 1 where a question was refused, lost, failed or answered twice."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--questions", type=int, default=20)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--engine", default="whoosh")
    parser.add_argument(
        "--pause", type=float, default=0.0, help="seconds a person thinks before each question (default 0)"
    )
    parser.add_argument("--publish", type=int, default=2, help="how often the index is published meanwhile (default 2)")
    parser.add_argument(
        "--made", type=Path, metavar="FOLDER", help="use a copy of the minutes and index in this folder"
    )
    parser.add_argument("--fresh", action="store_true", help="nobody asks what anybody asked before")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    told = load(
        people=asked.people,
        questions=asked.questions,
        copies=asked.copies,
        engine=asked.engine,
        publishing=asked.publish,
        pause=asked.pause,
        made=asked.made,
        fresh=asked.fresh,
    )
    figures = told.figures()
    print(json.dumps(figures) if asked.json else "\n".join(f"{name:20} {value:g}" for name, value in figures.items()))
    sys.exit(1 if told.refused or told.lost or told.twice or told.failed or told.faults else 0)


if __name__ == "__main__":
    main()
