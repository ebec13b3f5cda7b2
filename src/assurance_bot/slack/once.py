"""What processes that serve one workspace share: what was taken, answers posted, offices chosen, when Slack last spoke.

Slack sends an event again when it doubts that we had it, and may send it to another process; whoever writes its id down
first answers it. `index/slack.db` holds ids, signatures, instants and names of offices, and no words that anybody wrote.
"""

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TypeVar

from sqlite_utils import Database

from assurance_bot.notebook import Columns, Notebook

FILE = "slack.db"
TABLES: dict[str, Columns] = {
    "events": {"id": str, "at": float},
    "answers": {"question": str, "reply": str, "at": float},
    "heard": {"what": str, "at": float},
    "offices": {"user": str, "office": str},
    "notes": {"view": str, "moment": str, "at": float},
}

EVENTS_KEPT = 3_600.0
"""Seconds for which an event is remembered: at most four deliveries of one come, within about six minutes.

A signature is remembered as long, and is too old after five minutes."""
ANSWERS_KEPT = 30 * 86_400.0
"""Seconds for which an answer is known by its question, so that an edit or a deletion finds it."""
MODALS_KEPT = 30 * 86_400.0
"""Seconds for which it is known that a modal was sent back, which may stand open for as long as somebody likes."""
DROPPED_EACH = 60.0
"""Seconds between two removals of what is too old."""
BETWEEN = 5.0
"""Seconds between two entries of when Slack last spoke."""


REMEMBERED = 10_000
"""Events that one process remembers by itself, in case what is shared cannot be written."""


T = TypeVar("T")


class Seen:
    """The ids of the events last handled here; may be asked from any thread."""

    def __init__(self, *, limit: int = REMEMBERED) -> None:
        self._ids: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()
        self._limit = limit

    def first(self, event: str) -> bool:
        """Say whether this is the first time `event` is asked about."""
        with self._lock:
            if event in self._ids:
                return False
            self._ids[event] = None
            if len(self._ids) > self._limit:
                self._ids.popitem(last=False)
            return True


class Shared:
    """What the processes of an index share; may be used from any thread. `clock` gives seconds since 1970."""

    def __init__(self, index: Path, *, clock: Callable[[], float]) -> None:
        self._book = Notebook(index / FILE, TABLES)
        self._clock = clock
        self._lock = Lock()
        self._written = 0.0

    def first(self, event: str) -> bool:
        """Say whether this is the first time, in any process, that `event` is asked about."""
        now = self._clock()
        with self._book.writing() as db:
            self._drop_old(db, "events", now - EVENTS_KEPT)
            return db.execute("INSERT OR IGNORE INTO events VALUES (?, ?)", (event, now)).rowcount == 1

    def once(self, view: str, moment: dt.datetime, work: Callable[[dt.datetime], T]) -> T:
        """Do what a modal asks for that was sent back at a moment; one process at a time, while other writers here wait.

        `work` is given the moment at which the modal was sent first. That is on disk before it begins, so that what it
        wrote then is known by it, even where this process ended before it could say that it was done. Where `work`
        raises, the modal counts as never sent.
        """
        now = self._clock()
        with self._book.writing() as db:
            self._drop_old(db, "notes", now - MODALS_KEPT)
            while db.execute("SELECT 1 FROM notes WHERE moment = ?", (moment.isoformat(),)).fetchone():
                moment += dt.timedelta(microseconds=1)  # so that no two modals have one moment
            db.execute("INSERT OR IGNORE INTO notes VALUES (?, ?, ?)", (view, moment.isoformat(), now))
        with self._book.writing() as db:
            sent = db.execute("SELECT moment FROM notes WHERE view = ?", (view,)).fetchone()
            try:
                return work(dt.datetime.fromisoformat(sent[0]) if sent else moment)
            except Exception as error:  # noqa: BLE001 - raised again, once it is kept that nothing was done
                db.execute("DELETE FROM notes WHERE view = ?", (view,))
                failed = error
        raise failed

    def answered(self, channel: str, question: str, reply: str) -> None:
        """Remember which message answers the message of a person; both are told by their `ts`."""
        now = self._clock()
        with self._book.writing() as db:
            self._drop_old(db, "answers", now - ANSWERS_KEPT)
            db.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (f"{channel} {question}", reply, now))

    def _drop_old(self, db: Database, table: str, before: float) -> None:
        self._book.drop_old(db, table, before, once=before // DROPPED_EACH)

    def answer(self, channel: str, question: str) -> str | None:
        """Return the `ts` of the message that answers a message, None where none does."""
        with self._book.reading() as db:
            rows = (
                []
                if db is None
                else list(db.query("SELECT reply FROM answers WHERE question = ?", [f"{channel} {question}"]))
            )
        return str(rows[0]["reply"]) if rows else None

    def forget(self, channel: str, question: str) -> None:
        """Forget the answer to a message."""
        with self._book.writing() as db:
            db.execute("DELETE FROM answers WHERE question = ?", (f"{channel} {question}",))

    def choose(self, user: str, office: str) -> None:
        """Remember which office a person calls theirs."""
        with self._book.writing() as db:
            db.execute("INSERT OR REPLACE INTO offices VALUES (?, ?)", (user, office))

    def office(self, user: str) -> str:
        """Return the office that a person chose, "" where they chose none."""
        with self._book.reading() as db:
            rows = [] if db is None else list(db.query("SELECT office FROM offices WHERE user = ?", [user]))
        return str(rows[0]["office"]) if rows else ""

    def forget_person(self, user: str) -> int:
        """Forget the office of a person; return how many that were."""
        with self._book.writing() as db:
            return db.execute("DELETE FROM offices WHERE user = ?", (user,)).rowcount

    def heard(self) -> None:
        """Note that Slack has just spoken."""
        now = self._clock()
        with self._lock:
            if now - self._written < BETWEEN:
                return
            self._written = now
        with self._book.writing() as db:
            db.execute("INSERT OR REPLACE INTO heard VALUES ('envelope', ?)", (now,))

    def last_heard(self) -> float | None:
        """Return when Slack last spoke to any process, None where it never did."""
        with self._book.reading() as db:
            rows = [] if db is None else list(db.query("SELECT at FROM heard"))
        return float(rows[0]["at"]) if rows else None
