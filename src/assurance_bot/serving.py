"""Answers for processes that stay: each question is answered from the generation that is current when it is put.

A generation is opened once and shared; when another is published, questions from then on go to the new one, and the old is
closed when its last answer is done.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from assurance_bot import answer
from assurance_bot.config import Config
from assurance_bot.generation import Generation, current_name, open_current
from assurance_bot.slack import Desk, read_tokens
from assurance_bot.slack import serve as serve_slack


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


def desk(config: Config, *, today: Callable[[], dt.date]) -> Desk:
    """Return what the bot asks its questions of, bound to the configured index and to a clock."""
    reader = Reader(config.index)

    def ask(words: str) -> answer.Answer:
        with reader.lease() as generation:
            return answer.ask(generation, words, today=today())

    def actions(words: str) -> answer.Answer:
        with reader.lease() as generation:
            return answer.actions(generation, words, today=today())

    return Desk(ask=ask, actions=actions)


def serve(config: Config, *, today: Callable[[], dt.date]) -> None:
    """Run the Slack bot until it is told to stop. Raises ConfigError where a token is missing or refused."""
    serve_slack(desk(config, today=today), read_tokens(os.environ))
