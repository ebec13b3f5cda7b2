"""Reads the register: records equal to those written, in order of date, then place.

The file never changes once published, so it is opened as immutable and what is read of meetings is kept. Only the version of
a meeting that is answered from is seen, unless `drafts` are asked for or a thing is named.
"""
# ruff: noqa: S608  # names that stand in the SQL are this package's own; what comes from people is bound

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from sqlite_utils import Database

from assurance_bot.bodies import read_facts, read_quarters
from assurance_bot.document import Document, Problem
from assurance_bot.errors import DamagedError, NotFoundError, OtherVersionError
from assurance_bot.lending import Lender
from assurance_bot.records import Acronym, AnyRecord, Meeting, Nature, Passage, Trail
from assurance_bot.store import rows as made_from
from assurance_bot.store.finding import Conditions, Days, Kind, listed
from assurance_bot.store.rows import Row, grouped, thing
from assurance_bot.store.schema import KINDS, TABLES, VERSION, own_fields
from assurance_bot.store.seeing import as_seen, hide, trimmed

Holder = tuple[str, str, str, dt.date | None, dt.date | None]
"""Role, person, body, first and last day."""

Named = Literal["meeting", "record"]
_NAMED = {
    "meeting": "SELECT x.key, x.id, x.superseded_by IS NULL AS current FROM meetings x",
    "record": """SELECT x.key, x.id, m.superseded_by IS NULL AS current FROM records x
        JOIN meetings m ON m.key = x.meeting""",
}

_NAMES = """SELECT role AS name FROM attendance UNION SELECT name FROM attendance UNION
    SELECT p.role FROM parties p JOIN records r ON r.key = p.record UNION
    SELECT p.person FROM parties p JOIN records r ON r.key = p.record"""

DOCUMENTS = 128
"""How many documents that were read are kept."""
LONGEST_ID = 60
KEPT = 20_000
"""How many records that were read are kept, for questions to come; of more, it begins anew."""
NEAR = 5
_IN_ORDER = "ORDER BY m.date IS NULL, m.date, m.source, r.passage, r.key"
_LAST = chr(0x10FFFF)  # sorts after whatever may follow a prefix


class Register:
    """A register opened for reading; safe for any number of threads until it is closed."""

    def __init__(self, path: Path, *, seen: frozenset[int] | None = None) -> None:
        """Open the file at `path`. Raises DamagedError where it is none, or was written by another version.

        `seen` are the keys of the meetings that it is to know of, with all they hold; None for all.
        """
        self._path, self._seen = path, seen
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._lender = Lender(lambda: self._connected(uri), close=lambda db: db.close())
        try:
            self._check_version()
        except BaseException:
            self.close()
            raise
        self._kept: dict[int, AnyRecord] = {}
        self._document = lru_cache(maxsize=DOCUMENTS)(self._read_document)

    def _connected(self, uri: str) -> Database:
        db = Database(sqlite3.connect(uri, uri=True, check_same_thread=False), execute_plugins=False)
        if self._seen is not None:
            hide(db, self._seen)
        return db

    def keys(self, sees: Callable[[Meeting], bool]) -> frozenset[int]:
        """Return the keys of the meetings, drafts too, of which something holds."""
        return frozenset(key for key, meeting in self._heads.items() if sees(meeting))

    def within(self, seen: frozenset[int]) -> Register:
        """Return this register as if it held only the meetings of these keys; close it as well."""
        return Register(self._path, seen=seen)

    def _check_version(self) -> None:
        found = self.facts().get("schema")
        if found != VERSION:
            raise OtherVersionError(self._path.parent, found=found, wanted=VERSION)

    def close(self) -> None:
        """Close the file; call it when nobody is asking."""
        self._lender.close()

    def meetings(self, *, between: Days = (None, None), body: str | None = None, drafts: bool = False) -> list[Meeting]:
        """Return meetings by date, with attendance and agenda but without passages; `between` is inclusive."""
        start, end = between
        return [
            meeting
            for key, meeting in self._heads.items()
            if (drafts or key not in self._superseded)
            and (body is None or meeting.body.casefold() == body.casefold())
            and (start is None or (meeting.date is not None and meeting.date >= start))
            and (end is None or (meeting.date is not None and meeting.date <= end))
        ]

    def meeting(self, id: str) -> Meeting:  # noqa: A002 — the field's name
        """Return one meeting whole; a unique beginning of its id will do, in any case. Raises NotFoundError."""
        key = self._key("meeting", id)
        rows = self._query("SELECT * FROM passages WHERE meeting = ? ORDER BY rowid", (key,))
        passages = tuple(thing(Passage, row) for row in rows)
        return replace(self._heads[key], passages=passages)

    def superseded_by(self, id: str) -> str | None:  # noqa: A002
        """Return the id of the minutes that are answered from in the place of these, None where these are."""
        source = self._superseded.get(self._key("meeting", id))
        return next((head.id for key, head in self._heads.items() if head.source == source), None)

    def find(
        self,
        kind: Kind,
        *,
        roles: Sequence[str] = (),
        people: Sequence[str] = (),
        parts: Sequence[str] = (),
        between: Days = (None, None),
        natures: Sequence[Nature] = (),
        ids: Collection[str] | None = None,
        passages: Collection[str] | None = None,
        meetings: Collection[str] | None = None,
        body: str | None = None,
        drafts: bool = False,
    ) -> list[AnyRecord]:
        """Return every record of a kind that fulfils all conditions given, by date, then place.

        `roles` and `people`: one of them is among the parties, as `parts` (a field: "owners", "asker") where given;
        `passages` are those of the text index ("meeting#index"), `meetings` ids; `between` is inclusive, and leaves out what
        has no date.
        """
        where = Conditions()
        where.add("m.superseded_by IS NULL", when=not drafts)
        where.days(between)
        where.add("m.body = ? COLLATE NOCASE", body, when=body is not None)
        where.among("r.id", ids)
        where.passages(None if passages is None else self._places(passages), kind)
        where.meetings(None if meetings is None else self._held(meetings), kind)
        where.among("k.nature", natures or None)
        where.party(roles, people, parts)
        return list(self._keyed(kind, where.sql, where.values).values())

    def record(self, id: str) -> AnyRecord:  # noqa: A002
        """Return one record; a unique beginning of its id will do, in any case.

        Raises NotFoundError, with ids that are near.
        """
        key = self._key("record", id)
        return self._by_key([key])[key]

    def records(self, ids: Iterable[str]) -> list[AnyRecord]:
        """Return records by their whole ids, in the order asked for. Raises NotFoundError."""
        wanted = list(ids)
        sql = """SELECT r.id, r.key FROM records r JOIN meetings m ON m.key = r.meeting
            WHERE r.id COLLATE NOCASE IN (SELECT value FROM json_each(?)) ORDER BY m.superseded_by IS NULL, r.key DESC"""
        keys = {row["id"]: row["key"] for row in self._query(sql, (listed(wanted),))}
        missing = next((each for each in wanted if each not in keys), None)
        if missing is not None:
            raise NotFoundError("record", missing)
        found = self._by_key(keys.values())
        return [found[keys[each]] for each in wanted]

    def text(self, source: str) -> str:
        """Return the exact text of a document; a unique end of its path will do. Raises NotFoundError."""
        return self.document(source).text

    def document(self, source: str) -> Document:
        """Return a document as it was read; a unique end of its path will do. Raises NotFoundError."""
        return self._document(self._source(source))

    def acronyms(self) -> list[Acronym]:
        """Return each acronym of each meeting, in order of source and line."""
        sql = "SELECT a.* FROM acronyms a JOIN meetings m ON m.key = a.meeting WHERE m.superseded_by IS NULL"
        return [thing(Acronym, row) for row in self._query(f"{sql} ORDER BY a.source, a.line, a.rowid")]

    def holders(self) -> list[Holder]:
        """Return (role, person, body, first day, last day) for each role anybody is recorded in, present or not."""
        sql = """SELECT a.role, a.name, m.body, min(m.date) AS first, max(m.date) AS last FROM attendance a
            JOIN meetings m ON m.key = a.meeting WHERE a.role IS NOT NULL AND m.superseded_by IS NULL
            GROUP BY a.role, a.name, m.body ORDER BY m.body, a.role, first, a.name"""
        return [
            (row["role"], row["name"], row["body"], _day(row["first"]), _day(row["last"])) for row in self._query(sql)
        ]

    def stated(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return what the settings stated of the bodies when this was built: titles by abbreviation, initials by person."""
        offices, people = read_facts(self.facts())
        if self._seen is None:
            return offices, people
        named = {row["name"] for row in self._query(_NAMES)}
        return (
            {short: title for short, title in offices.items() if {short, title} & named},
            {name: short for name, short in people.items() if name in named},
        )

    def quarters(self) -> Literal["calendar", "financial"]:
        """Return of which year a quarter that is asked about is, as the settings stated when this was built."""
        return read_quarters(self.facts())

    def trails(self, ids: Collection[str] | None = None) -> list[Trail]:
        """Return trails in the order they were written: all, or those of these ids."""
        chosen = "" if ids is None else "WHERE id IN (SELECT value FROM json_each(?))"
        rows = self._query(f"SELECT * FROM trails {chosen} ORDER BY key", () if ids is None else (listed(ids),))
        keys = listed([row["key"] for row in rows])
        inside = "trail IN (SELECT value FROM json_each(?)) ORDER BY rowid"
        mentions = grouped(self._query(f"SELECT * FROM mentions WHERE {inside}", (keys,)), "trail")
        owners = grouped(self._query(f"SELECT * FROM parties WHERE {inside}", (keys,)), "trail")
        found = {row["key"]: made_from.trail(row, mentions[row["key"]], owners[row["key"]]) for row in rows}
        if self._seen is None:
            return list(found.values())
        return [trail for trail, _ in self._trimmed(found, keys)]

    def _trimmed(self, found: dict[int, Trail], keys: str) -> Iterator[tuple[Trail, bool]]:
        """Yield trails without what only meetings that are not seen tell of them, and whether anything was hidden."""
        sql = "SELECT trail, meeting FROM main.mentions WHERE trail IN (SELECT value FROM json_each(?))"
        whole = grouped(self._query(sql, (keys,)), "trail")
        actions = {record.id: record for record in self.find("action", drafts=True)}
        for key, trail in found.items():
            hidden = len(whole[key]) > len(trail.mentions)
            if (told := trimmed(trail, actions, self._days, hidden=hidden)) is not None:
                yield told, hidden

    @cached_property
    def partly_seen(self) -> frozenset[str]:
        """The ids of the trails of which something is told in meetings that are not seen."""
        if self._seen is None:
            return frozenset()
        sql = """SELECT t.id FROM trails t WHERE (SELECT count(*) FROM main.mentions n WHERE n.trail = t.key) >
            (SELECT count(*) FROM mentions n WHERE n.trail = t.key)"""
        return frozenset(trail.id for trail in self.trails([row["id"] for row in self._query(sql)]))

    def trail_of(self, action: str) -> Trail | None:
        """Return the trail in which the action of this id is mentioned, None where it is in none."""
        sql = """SELECT t.id FROM trails t JOIN mentions n ON n.trail = t.key WHERE n.action = ?1 AND n.certain
            UNION SELECT id FROM trails WHERE id = ?1"""
        found = self.trails([row["id"] for row in self._query(sql, (action,))])
        if self._seen is not None:
            found = [t for t in found if action in {t.id, *(m.action for m in t.mentions)}]
        return found[0] if found else None

    def problems(self) -> list[Problem]:
        """Return the problems in the order they were written."""
        return [thing(Problem, row) for row in self._query("SELECT * FROM problems ORDER BY rowid")]

    def facts(self) -> dict[str, str]:
        """Return what is known of the register itself, by name."""
        return {row["name"]: row["value"] for row in self._query("SELECT name, value FROM facts ORDER BY name")}

    def counts(self) -> dict[str, int]:
        """Return how many there are of each thing; of meetings and what they hold, only those answered from."""
        whole = {table: f"SELECT count(*) AS n FROM {table}" for table in ("documents", "trails", "problems")}
        whole["meetings"] = "SELECT count(*) AS n FROM meetings WHERE superseded_by IS NULL"
        whole["superseded"] = "SELECT count(*) AS n FROM meetings WHERE superseded_by IS NOT NULL"
        current = "JOIN meetings m ON m.key = x.meeting WHERE m.superseded_by IS NULL"
        whole["passages"] = f"SELECT count(*) AS n FROM passages x {current}"
        found = {name: int(self._query(sql)[0]["n"]) for name, sql in whole.items()}
        kinds = self._query(f"SELECT kind, count(*) AS n FROM records x {current} GROUP BY kind")
        held = {row["kind"]: int(row["n"]) for row in kinds}
        return dict(sorted((found | {f"{kind}s": held.get(kind, 0) for kind in KINDS}).items()))

    def _query(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        try:
            with self._lender.lend() as db:
                return list(db.query(sql, tuple(values)))
        except sqlite3.DatabaseError as error:
            raise DamagedError(self._path.parent, f"{self._path.name}: {error}") from error

    @cached_property
    def _superseded(self) -> dict[int, str]:
        rows = self._query("SELECT key, superseded_by FROM meetings WHERE superseded_by IS NOT NULL")
        return {row["key"]: row["superseded_by"] for row in rows}

    @cached_property
    def _heads(self) -> dict[int, Meeting]:
        people = grouped(self._query("SELECT * FROM attendance ORDER BY rowid"), "meeting")
        items = grouped(self._query("SELECT * FROM items ORDER BY rowid"), "meeting")
        rows = self._query("SELECT * FROM meetings ORDER BY date IS NULL, date, source, key")
        return {row["key"]: made_from.head(row, people[row["key"]], items[row["key"]]) for row in rows}

    @cached_property
    def _sources(self) -> list[str]:
        return [row["source"] for row in self._query("SELECT source FROM documents ORDER BY source")]

    def _source(self, asked: str) -> str:
        if asked in self._sources:
            return asked
        ending = [source for source in self._sources if source.endswith("/" + asked.lstrip("/"))]
        if len(ending) != 1:
            near = ending or [
                source for source in self._sources if asked.rpartition("/")[2].casefold() in source.casefold()
            ]
            raise NotFoundError("source", asked, near=tuple(near[:NEAR]))
        return ending[0]

    def _read_document(self, source: str) -> Document:
        (row,) = self._query("SELECT * FROM documents WHERE source = ?", (source,))
        return made_from.document(row)

    def _key(self, what: Named, asked: str) -> int:
        """Return the key of the thing whose id is `asked`, or alone begins so; of two with one id that answered from."""
        name = asked.strip()
        rows = self._beginning(what, name) if name else []
        exact = [row for row in rows if row["id"].casefold() == name.casefold()]
        if exact or len({row["id"] for row in rows}) == 1:
            return int((exact or rows)[0]["key"])
        lengths = range(min(len(name), LONGEST_ID), 2, -1)
        near = next(filter(None, (self._beginning(what, name[:length]) for length in lengths)), [])
        raise NotFoundError(what, asked, near=tuple(dict.fromkeys(row["id"] for row in near))[:NEAR])

    def _beginning(self, what: Named, name: str) -> list[Row]:
        sql = f"""{_NAMED[what]} WHERE x.id >= ?1 COLLATE NOCASE AND x.id < ?2 COLLATE NOCASE
            ORDER BY x.id COLLATE NOCASE, current DESC, x.key LIMIT 50"""
        return self._query(sql, (name, name + _LAST))

    def _by_key(self, keys: Iterable[int]) -> dict[int, AnyRecord]:
        wanted = listed(list(keys))
        kinds = self._query("SELECT key, kind FROM records WHERE key IN (SELECT value FROM json_each(?))", (wanted,))
        found: dict[int, AnyRecord] = {}
        for kind in {row["kind"] for row in kinds}:
            found |= self._made(kind, [row["key"] for row in kinds if row["kind"] == kind])
        return found

    @cached_property
    def _numbers(self) -> dict[str, list[int]]:
        """The keys of the meetings of each id, in small letters; a draft and its approved version share theirs."""
        found: dict[str, list[int]] = {}
        for key, meeting in self._heads.items():
            found.setdefault(meeting.id.lower(), []).append(key)
        return found

    def _held(self, meetings: Iterable[str]) -> list[int]:
        return [key for name in meetings for key in self._numbers.get(name.lower(), ())]

    def _places(self, passages: Iterable[str]) -> Iterator[tuple[int, int]]:
        """Yield the key of the meeting and the index of each passage."""
        for name in passages:
            meeting, _, index = name.rpartition("#")
            yield from ((key, int(index)) for key in self._numbers.get(meeting.lower(), ()))

    def _keyed(self, kind: str, where: str, values: Sequence[Any]) -> dict[int, AnyRecord]:
        """Return the records of a kind for which a condition holds, in order."""
        sql = f"""SELECT r.key FROM records r JOIN meetings m ON m.key = r.meeting
            JOIN {TABLES[kind]} k ON k.record = r.key WHERE {where} {_IN_ORDER}"""
        return self._made(kind, [row["key"] for row in self._query(sql, values)])

    def _made(self, kind: str, keys: Sequence[int]) -> dict[int, AnyRecord]:
        """Return records in the order of their keys; those made before are kept, for one question is like another."""
        kept = self._kept
        missing = [key for key in keys if key not in kept]
        new = self._read(kind, missing) if missing else {}
        if len(kept) + len(new) > KEPT:
            self._kept = {}
        self._kept |= new
        return {key: new[key] if key in new else kept[key] for key in keys}

    def _read(self, kind: str, keys: Sequence[int]) -> dict[int, AnyRecord]:
        wanted = listed(keys)
        own = "".join(f', k."{name}" AS "own_{name}"' for name in own_fields(KINDS[kind]))
        sql = f"""SELECT r.*, m.id AS meeting_id{own} FROM json_each(?) w CROSS JOIN records r ON r.key = w.value
            JOIN meetings m ON m.key = r.meeting JOIN {TABLES[kind]} k ON k.record = r.key"""
        inside = "SELECT * FROM parties WHERE record IN (SELECT value FROM json_each(?)) ORDER BY rowid"
        parties = grouped(self._query(inside, (wanted,)), "record")
        rows = self._query(sql, (wanted,))
        found = {row["key"]: made_from.record(kind, row, parties[row["key"]]) for row in rows}
        if self._seen is None or kind != "action":
            return found
        return {key: as_seen(record, self._days) for key, record in found.items()}

    @cached_property
    def _days(self) -> frozenset[dt.date]:
        """The days on which a meeting that is seen was held, or that one of them announces."""
        seen = self.meetings(drafts=True)
        return frozenset(day for meeting in seen for day in (meeting.date, meeting.next_date) if day)


def _day(written: str | None) -> dt.date | None:
    return None if written is None else dt.date.fromisoformat(written)
