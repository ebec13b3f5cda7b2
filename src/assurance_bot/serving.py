"""Answers for processes that stay: each question is answered from the generation that is current when it is put.

A generation is opened once and shared; when another is published, questions from then on go to the new one, and the old is
closed when its last answer is done.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Lock

from assurance_bot import answer
from assurance_bot.config import Config
from assurance_bot.generation import Generation, current_name, open_current
from assurance_bot.local import PORT, serve_local
from assurance_bot.shelving import shelf
from assurance_bot.slack import Counter, Desk, read_tokens, until_told
from assurance_bot.slack import serve as serve_slack
from assurance_bot.slack.counter import Offices, everybody, nobody
from assurance_bot.whoami import user_name


class Reader:
    """The current generation of an index, for any number of threads."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self._lock = Lock()
        self._open: Generation | None = None
        self._users: dict[int, int] = {}  # by identity: one name may be opened twice

    @contextmanager
    def lease(self) -> Iterator[Generation]:
        """Hold the current generation for one answer. Raises NoGenerationError, DamagedError."""
        generation = self._take()
        try:
            yield generation
        finally:
            self._give_back(generation)

    def _take(self) -> Generation:
        with self._lock:
            name = current_name(self._index)
            if self._open is None or self._open.name != name:
                old, self._open = self._open, open_current(self._index)
                if old is not None and id(old) not in self._users:
                    old.close()
            self._users[id(self._open)] = self._users.get(id(self._open), 0) + 1
            return self._open

    def _give_back(self, generation: Generation) -> None:
        with self._lock:
            self._users[id(generation)] -= 1
            if not self._users[id(generation)]:
                del self._users[id(generation)]
                if generation is not self._open:
                    generation.close()


def desk(config: Config, *, now: Callable[[], dt.datetime]) -> Desk:
    """Return what the bot asks its questions of, bound to the configured index and to a clock."""
    reader = Reader(config.index)

    def today() -> dt.date:
        return now().date()

    def ask(words: str) -> answer.Answer:
        with reader.lease() as generation:
            return answer.ask(generation, words, today=today())

    def actions(words: str) -> answer.Answer:
        with reader.lease() as generation:
            return answer.actions(generation, words, today=today())

    def reply(before: answer.Answer | None, words: str, shown: int) -> answer.Answer:
        with reader.lease() as generation:
            return answer.reply(generation, before, words, today=today(), shown=shown)

    return Desk(ask, actions, reply, shelf(reader.lease, now=now))


def counter(config: Config, *, now: Callable[[], dt.datetime], may_note: Callable[[str], bool] = nobody) -> Counter:
    """Return what the listeners are given: the desk, who may note, where feedback and each user's office are kept."""
    keep = partial(keep_feedback, config.index / "feedback.jsonl", now)
    return Counter(desk(config, now=now), keep, may_note, Offices(config.index / "offices.json"))


def keep_feedback(
    path: Path, now: Callable[[], dt.datetime], user: str, found: answer.Answer, verdict: str, comment: str
) -> None:
    """Append what somebody said of an answer to a file, a line of JSON each."""
    told = {
        "at": now().isoformat(),
        "user": user,
        "verdict": verdict,
        "comment": comment,
        "question": found.asked,
        "understood": found.understood,
        "findings": [f.record.id for f in found.findings],
        "as_of": found.as_of.isoformat(),
        "generation": found.generation,
    }
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(told, ensure_ascii=False) + "\n")


def serve(config: Config, *, now: Callable[[], dt.datetime]) -> None:
    """Run the Slack bot until it is told to stop. Raises ConfigError where a token is missing or refused."""
    tokens = read_tokens(os.environ)
    serve_slack(counter(config, now=now), tokens)


def serve_here(
    config: Config, *, day: dt.date | None, now: Callable[[], dt.datetime], port: int | None, say: Callable[[str], None]
) -> None:
    """Run the bot on a page of this machine until it is told to stop, as on `day` where one is given.

    Whoever sits there may note in the ledger, as on the command line. Raises ConfigError, NoGenerationError.
    """

    def clock() -> dt.datetime:
        return dt.datetime.combine(day, now().timetz()) if day else now()

    open_current(config.index).close()
    whole = counter(config, now=clock, may_note=everybody)
    serve_local(whole, name=user_name() or "You", port=PORT if port is None else port, say=say, stop=until_told())
