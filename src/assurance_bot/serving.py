"""Answers for processes that stay: each question is answered from the generation that is current when it is put.

A generation is opened once and shared; when another is published, questions from then on go to the new one, and the old is
closed when its last answer is done.
"""

from __future__ import annotations

import datetime as dt
import gc
import logging
import os
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock, Thread

from slack_sdk import WebClient

from assurance_bot import answer
from assurance_bot.access import EVERYTHING, RIGHTS, Access, Grant, Scope, Sight
from assurance_bot.answer import Answer
from assurance_bot.answer.known import Generation as AnyGeneration
from assurance_bot.answer.seeing import Seen, seen_by, within
from assurance_bot.audit import Audit
from assurance_bot.config import Config
from assurance_bot.errors import AssuranceError
from assurance_bot.feedback import Feedback
from assurance_bot.generation import Generation, current_name, open_current
from assurance_bot.local import CHANNEL, PORT, serve_local
from assurance_bot.shelving import shelf
from assurance_bot.slack import Desk, Front, Gate, Place, Shared, read_tokens, until_told
from assurance_bot.slack import serve as serve_slack
from assurance_bot.whoami import user_name

LOG = logging.getLogger(__name__)

HTTP_PORT = 3000
"""Where Slack is listened for over HTTP unless the settings say otherwise."""
SLACK, PAGE = "Slack", "page of this machine"
"""By which way the ledger says that something was noted."""
PARTS = 32
"""How many parts of minutes, one for all who may see the same, are kept ready."""
ANSWERS = 256
"""How many answers are kept, for who asks the same of the same minutes: lists, the home, what is shared in a channel."""

GARBAGE = (10_000, 20, 50)
"""How seldom Python looks for what nothing refers to: answers make much, and hold little of it in circles."""

_ALL = (Grant(Scope(None, None), frozenset(RIGHTS)),)
OWN = Access(members=_ALL, channels={CHANNEL: _ALL})
"""What somebody is given on a page of their own machine: everything."""


class Reader:
    """The current generation of an index, for any number of threads.

    With `warm`, which does what a first question takes longest over, questions go to a new generation once it is warm.
    """

    def __init__(self, index: Path, *, warm: Callable[[Generation], object] | None = None) -> None:
        self._index, self._warm = index, warm
        self._coming = ""
        self._lock = Lock()
        self._open: Generation | None = None
        self._users: dict[int, int] = {}  # by identity: one name may be opened twice
        self._parts: OrderedDict[tuple[int, frozenset[int]], Seen] = OrderedDict()
        self._answers: OrderedDict[tuple[int, Hashable], Answer] = OrderedDict()

    @contextmanager
    def lease(self) -> Iterator[Generation]:
        """Hold the current generation for one answer. Raises NoGenerationError, DamagedError."""
        generation = self._take()
        try:
            yield generation
        finally:
            self._give_back(generation)

    @contextmanager
    def see(self, sight: Sight) -> Iterator[tuple[Generation, Seen | None]]:
        """Hold the current generation for one answer, and as much of it as may be seen; None where that is all of it.

        Raises NoGenerationError, DamagedError.
        """
        with self.lease() as generation:
            keys = seen_by(generation, sight)
            yield generation, None if keys is None else self._part(generation, keys)

    def kept(self, generation: Generation, asked: Hashable, work: Callable[[], Answer]) -> Answer:
        """Return what `work` answers from a generation that is held; where that was `asked` of it before, what it was then.

        `asked` is all that the answer hangs on besides the generation, which never changes.
        """
        name = (id(generation), asked)
        with self._lock:
            if name in self._answers:
                self._answers.move_to_end(name)
                return self._answers[name]
        found = work()
        with self._lock:
            self._answers[name] = found
            if len(self._answers) > ANSWERS:
                self._answers.popitem(last=False)
        return found

    def _part(self, generation: Generation, keys: frozenset[int]) -> Seen:
        with self._lock:
            name = (id(generation), keys)
            if name not in self._parts:
                self._parts[name] = within(generation, keys)
                if len(self._parts) > PARTS:
                    self._parts.popitem(last=False)[1].close()
            self._parts.move_to_end(name)
            return self._parts[name]

    def _close(self, generation: Generation) -> None:
        for name in [name for name in self._parts if name[0] == id(generation)]:
            self._parts.pop(name).close()
        for kept in [kept for kept in self._answers if kept[0] == id(generation)]:
            del self._answers[kept]
        generation.close()

    def _take(self) -> Generation:
        with self._lock:
            name = current_name(self._index)
            if self._open is None or (self._open.name != name and self._warm is None):
                self._turn_to(open_current(self._index))
            elif self._open.name != name and not self._coming:
                self._coming = name
                Thread(target=self._prepare, name="preparing", daemon=True).start()
            assert self._open is not None  # noqa: S101 - for the type checker
            self._users[id(self._open)] = self._users.get(id(self._open), 0) + 1
            return self._open

    def _turn_to(self, generation: Generation) -> None:
        """Answer from a generation from now on; call it with the lock held."""
        old, self._open = self._open, generation
        if old is not None and id(old) not in self._users:
            self._close(old)

    def _prepare(self) -> None:
        """Open and warm the published generation, then answer from it; where it cannot be, the next question tries again."""
        try:
            generation = open_current(self._index)
            if self._warm is not None:
                self._warm(generation)
            with self._lock:
                self._turn_to(generation)
        except AssuranceError as error:
            LOG.error("a new generation cannot be answered from: %s", type(error).__name__)
        finally:
            with self._lock:
                self._coming = ""

    def _give_back(self, generation: Generation) -> None:
        with self._lock:
            self._users[id(generation)] -= 1
            if not self._users[id(generation)]:
                del self._users[id(generation)]
                if generation is not self._open:
                    self._close(generation)


def desk(config: Config, *, now: Callable[[], dt.datetime], via: str = SLACK) -> Desk:
    """Return what the bot asks its questions of, bound to the configured index and to a clock; it sees all minutes."""

    def today() -> dt.date:
        return now().date()

    def warm(generation: Generation) -> None:
        answer.actions(generation, "all", today=today())
        answer.ask(generation, "which questions were asked again?", today=today())

    return seeing(Reader(config.index, warm=warm), now, EVERYTHING, via=via)


def seeing(reader: Reader, now: Callable[[], dt.datetime], sight: Sight, *, via: str = SLACK) -> Desk:
    """Return a desk that answers from what may be seen, and counts what it leaves out.

    `via` is by which way the ledger says that something was noted at it.
    """

    def today() -> dt.date:
        return now().date()

    def answered(work: Callable[[AnyGeneration, dt.date], Answer], *asked: Hashable) -> Answer:
        day = today()
        with reader.see(sight) as (whole, part):

            def anew() -> Answer:
                return work(whole, day) if part is None else part.told(work(part, day), lambda: work(whole, day))

            noted = whole.ledger.entries()  # the same object while nothing new is noted
            return reader.kept(whole, (sight, noted, day, asked), anew) if asked else anew()

    def ask(words: str) -> Answer:
        return answered(lambda generation, day: answer.ask(generation, words, today=day), "ask", words)

    def actions(words: str) -> Answer:
        return answered(lambda generation, day: answer.actions(generation, words, today=day), "actions", words)

    def reply(before: Answer | None, words: str, shown: int | None) -> Answer:
        def work(generation: AnyGeneration, day: dt.date) -> Answer:
            return answer.reply(generation, before, words, today=day, shown=shown)

        return answered(work) if before else answered(work, "reply", words)

    return Desk(
        ask,
        actions,
        reply,
        lambda other: seeing(reader, now, other, via=via),
        shelf(lambda: reader.see(sight), now=now, via=via),
    )


def front(
    config: Config,
    *,
    now: Callable[[], dt.datetime],
    asked: Callable[[], dt.datetime] | None = None,
    via: str = SLACK,
    shared: Path | None = None,
) -> Front:
    """Return what the listeners are given, bound to the configured index, access and audit log, and to a clock.

    `asked` is the clock of answers and notes where that is another; `shared` the folder in which the processes of a bot
    keep what they share, without one the index.
    """
    return Front(
        desk(config, now=asked or now, via=via),
        Gate(config.access),
        Audit(config.index, now, config.keep_questions, config.retain_days),
        Feedback(config.index, now),
        Shared(shared or config.index, clock=lambda: now().timestamp()),
    )


def unready(config: Config) -> str:
    """Return why no answer can be given from the index, "" where nothing keeps it."""
    try:
        open_current(config.index).close()
    except AssuranceError as error:
        return type(error).__name__
    return ""


def serve(config: Config, *, now: Callable[[], dt.datetime]) -> None:
    """Run the Slack bot until it is told to stop. Raises ConfigError where a token is missing or refused."""
    http = config.mode == "http"
    place = Place(http, config.host, config.port or (HTTP_PORT if http else None))
    tokens = read_tokens(os.environ, http=http)
    gc.set_threshold(*GARBAGE)
    whole = front(config, now=now)
    with suppress(AssuranceError):  # without an index it waits for one
        whole.desk.actions("all")
    serve_slack(whole, tokens, place=place, ready=lambda: unready(config), api=slack_api(os.environ))


def serve_here(
    config: Config, *, day: dt.date | None, now: Callable[[], dt.datetime], port: int | None, say: Callable[[str], None]
) -> None:
    """Run the bot on a page of this machine until it is told to stop, as on `day` where one is given.

    Whoever sits there may see and note all, as on the command line. Raises ConfigError, NoGenerationError.
    """

    def clock() -> dt.datetime:
        return dt.datetime.combine(day, now().timetz()) if day else now()

    open_current(config.index).close()
    with tempfile.TemporaryDirectory() as folder:  # so that the index is not said to have been heard from by Slack
        whole = front(replace(config, access=OWN), now=now, asked=clock, via=PAGE, shared=Path(folder))
        serve_local(whole, name=user_name() or "You", port=PORT if port is None else port, say=say, stop=until_told())


def slack_api(environ: Mapping[str, str]) -> str:
    """Return the address of Slack's Web API: Slack's own, unless SLACK_API_URL names another (GovSlack, a trial)."""
    found = environ.get("SLACK_API_URL", "").strip() or WebClient.BASE_URL
    return found if found.endswith("/") else f"{found}/"
