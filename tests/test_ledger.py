"""The file of the ledger: what is noted is there, in an order, whole, for good."""

from __future__ import annotations

import datetime as dt
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from assurance_bot.errors import LedgerError
from assurance_bot.ledger import Entry, Ledger
from assurance_bot.ledger.schema import MIGRATIONS, VERSION, from_row, migrate, to_row
from ledger_making import APRIL, MARCH, MAY, about, action, entry
from support.disks import fill, small_disk

LETTER = action("A-LETTER", MARCH, "CC to write to the PCC", due=APRIL)
PLAN = action("A-PLAN", MARCH, "CC to share the plan")
TESTS = Path(__file__).parent
RELEASED = TESTS / "ledgers"
"""A ledger as each version wrote it, in SQL; the version is the name."""


@pytest.fixture(name="ledger")
def _ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path)) as made:
        yield made


def test_there_is_no_file_until_something_is_noted(ledger: Ledger) -> None:
    assert ledger.entries().all == ()
    assert not ledger.path.exists()


def test_what_is_noted_is_read_back_equal_and_in_order(ledger: Ledger) -> None:
    noted = [
        ledger.append(entry(LETTER, "redate", "2024-07-01")),
        ledger.append(entry(LETTER, "reassign", "CC", "Ann Roe")),
        ledger.append(entry(LETTER, "link", other=PLAN)),
        ledger.append(
            replace(entry(PLAN, "comment", "“Ŵ” – it's, DROP TABLE"), about=about(PLAN, beside=("A-X",), met=None))
        ),
    ]
    assert [each.seq for each in noted] == [1, 2, 3, 4]
    assert ledger.entries().all == tuple(noted)
    with closing(Ledger(ledger.path.parent)) as another:
        assert another.entries().all == tuple(noted)


def test_the_instant_is_kept_in_utc_and_the_day_as_it_was_there(ledger: Ledger) -> None:
    summer = dt.timezone(dt.timedelta(hours=1))
    late = replace(entry(LETTER, "close"), at=dt.datetime(2024, 5, 4, 0, 30, tzinfo=summer), day=dt.date(2024, 5, 4))
    ledger.append(late)
    (kept,) = ledger.entries().all
    assert (kept.at, kept.at.utcoffset(), kept.day) == (late.at, dt.timedelta(0), dt.date(2024, 5, 4))


def test_a_reader_takes_up_what_is_new_without_opening_the_file_again(ledger: Ledger, tmp_path: Path) -> None:
    ledger.append(entry(LETTER, "close"))
    before = ledger.entries()
    files = open_files()
    assert ledger.entries() is before
    with closing(Ledger(tmp_path)) as writer:
        writer.append(entry(LETTER, "reopen"))
    assert [each.what for each in ledger.entries().all] == ["close", "reopen"]
    assert ledger.entries().all[0] is before.all[0]
    assert open_files() == files


def open_files() -> set[str]:
    names = (f"/proc/self/fd/{n}" for n in os.listdir("/proc/self/fd"))  # noqa: PTH208 - descriptors, not paths
    return {os.readlink(name) for name in names if os.path.exists(name)}  # noqa: PTH110, PTH115


def test_a_ledger_put_in_the_place_of_another_is_read_anew(ledger: Ledger, tmp_path: Path) -> None:
    ledger.append(entry(LETTER, "close"))
    assert len(ledger.entries().all) == 1
    with closing(Ledger(tmp_path / "restored")) as other:
        other.append(entry(PLAN, "reopen"))
        other.append(entry(PLAN, "close"))
    (tmp_path / "restored" / "ledger.db").replace(ledger.path)
    assert [each.action for each in ledger.entries().all] == ["A-PLAN", "A-PLAN"]
    ledger.path.unlink()
    assert ledger.entries().all == ()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entries SET who = 'somebody else'",
        "DELETE FROM entries",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries",
        "CREATE TEMP TABLE more AS SELECT * FROM entries; UPDATE more SET seq = 7; INSERT INTO entries SELECT * FROM more",
    ],
)
def test_the_file_itself_refuses_to_change_delete_or_skip(ledger: Ledger, change: str) -> None:
    ledger.append(entry(LETTER, "close"))
    before = ledger.path.parent
    with closing(sqlite3.connect(ledger.path)) as db:
        with pytest.raises(sqlite3.IntegrityError, match=r"never changed or deleted|goes at the end"):
            db.executescript(change)
        db.rollback()
    with closing(Ledger(before)) as again:
        assert again.entries().all == ledger.entries().all


@pytest.mark.parametrize(
    ("column", "value"), [("day", "2024-02-30"), ("at", "2024-05-10"), ("who", ""), ("value", "{}"), ("seq", "one")]
)
def test_the_table_is_strict(ledger: Ledger, column: str, value: str) -> None:
    ledger.append(entry(LETTER, "close"))
    row = to_row(entry(LETTER, "close", seq=2)) | {column: value}
    with closing(Database(ledger.path, execute_plugins=False)) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute(f"INSERT INTO entries ({','.join(row)}) VALUES ({','.join('?' * len(row))})", tuple(row.values()))  # noqa: S608


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace shows what the system is asked to do")
def test_the_log_of_an_entry_is_on_disk_before_it_is_acknowledged(ledger: Ledger, tmp_path: Path) -> None:
    ledger.append(entry(LETTER, "close"))
    ledger.entries()  # as the bot does: it keeps the file open
    with closing(sqlite3.connect(ledger.path)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        command = ["strace", "-y", "-e", "trace=fsync,fdatasync", *appending_command(tmp_path, 1)]
        traced = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=True)
    assert traced.stdout == "2\n"
    assert "/ledger.db-wal>) = 0" in traced.stderr


_APPEND = """
import sys
from pathlib import Path
from ledger_making import MARCH, action, entry
from assurance_bot.ledger import Ledger

ledger = Ledger(Path(sys.argv[1]))
for nth in range(int(sys.argv[2])):
    try:
        made = ledger.append(entry(action("A-LETTER", MARCH), "comment", f"{sys.argv[3:]} {nth} {'x' * 400}"))
    except Exception as error:
        print("refused", type(error).__name__, error, flush=True)
        break
    print(made.seq, flush=True)
"""


ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])}


def appending_command(index: Path, count: int, *more: str) -> list[str]:
    return [sys.executable, "-c", _APPEND, str(index), str(count), *more]


def appending(index: Path, count: int, *more: str, **options: Any) -> subprocess.Popen[str]:
    """Start a process that notes so many comments and prints the number of each."""
    command = appending_command(index, count, *more)
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT, **options)


def test_several_processes_that_write_at_once_all_keep_their_entries_in_an_order(
    ledger: Ledger, tmp_path: Path
) -> None:
    """None of them finds the file there, so they also make it at once."""
    writers = [appending(tmp_path, 25, f"writer {nth}") for nth in range(3)]
    told = [writer.communicate()[0].split() for writer in writers]
    assert [len(numbers) for numbers in told] == [25, 25, 25]
    assert sorted(int(number) for numbers in told for number in numbers) == list(range(1, 76))
    for nth, numbers in enumerate(told):
        mine = [each.seq for each in ledger.entries().all if f"writer {nth}" in each.value[0]]
        assert mine == [int(number) for number in numbers]


def test_threads_read_and_write_one_ledger_at_once(ledger: Ledger) -> None:
    seen: list[tuple[int, ...]] = []

    def work() -> None:
        for _ in range(10):
            made = ledger.append(entry(LETTER, "comment", "words"))
            numbers = tuple(each.seq for each in ledger.entries().all)
            assert numbers[: made.seq] == tuple(range(1, made.seq + 1))
            seen.append(numbers)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 40
    assert len(ledger.entries().all) == 40


def test_an_entry_waits_for_another_and_says_so_when_it_takes_too_long(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.append(entry(LETTER, "close"))
    monkeypatch.setattr("assurance_bot.ledger.journal.PATIENCE", 0.2)
    with closing(sqlite3.connect(ledger.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match=r"others have been writing .*what was being noted is not"):
            ledger.append(entry(LETTER, "reopen"))
        assert len(ledger.entries().all) == 1
    assert ledger.append(entry(LETTER, "reopen")).seq == 2


@pytest.fixture(name="small_disk")
def _small_disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", "512k") as disk:
        yield disk


def note_on(ledger: Ledger, kept: list[Entry]) -> None:
    """Note on until there is an error: the log may have room left within its last page."""
    while len(kept) < 100:
        kept.append(ledger.append(entry(LETTER, "comment", "x" * 2000)))


def test_on_a_full_disk_nothing_is_lost_and_the_error_says_what_to_do(small_disk: Path) -> None:
    with closing(Ledger(small_disk)) as ledger, closing(Ledger(small_disk)) as reader:
        kept = [ledger.append(entry(LETTER, "comment", f"{nth}")) for nth in range(5)]
        assert reader.entries().all == tuple(kept)
        filling = fill(small_disk)
        with pytest.raises(LedgerError, match=r"disk is full, or fails .* Make room there, then try again"):
            note_on(ledger, kept)
        assert reader.entries().all == tuple(kept)
        filling.unlink()
        kept.append(ledger.append(entry(LETTER, "close")))
        assert reader.entries().all == tuple(kept)
        assert kept[-1].seq == len(kept)
    with closing(sqlite3.connect(small_disk / "ledger.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_ledger_that_no_room_is_left_for_can_still_be_read(small_disk: Path) -> None:
    """A new reader has no room for the file that readers share, and does without."""
    with closing(Ledger(small_disk)) as ledger:
        noted = ledger.append(entry(LETTER, "close"))
    fill(small_disk)
    with closing(Ledger(small_disk)) as reader:
        assert reader.entries().all == (noted,)
        assert reader.entries().all == (noted,)


def test_a_ledger_in_a_folder_that_cannot_be_written_to_can_be_read_and_not_noted_in(small_disk: Path) -> None:
    with closing(Ledger(small_disk)) as ledger:
        noted = ledger.append(entry(LETTER, "close"))
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with closing(Ledger(small_disk)) as reader:
        assert reader.entries().all == (noted,)
        with pytest.raises(LedgerError, match="cannot be opened"):
            reader.append(entry(LETTER, "reopen"))


def test_where_files_may_not_grow_nothing_is_lost_either(ledger: Ledger, tmp_path: Path) -> None:
    """The same as on a full disk, for those who may not mount one: the system limits the size of files."""
    first = ledger.append(entry(LETTER, "close"))
    limit = 40_000

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    *told, refusal, end = appending(tmp_path, 500, preexec_fn=limited).communicate()[0].split("\n")
    assert refusal.startswith("refused LedgerError"), refusal
    assert (end, len(told) > 3) == ("", True)
    assert [each.seq for each in ledger.entries().all] == [first.seq, *map(int, told)]
    assert ledger.append(entry(LETTER, "reopen")).seq == len(told) + 2


def test_a_file_that_is_no_ledger_is_said_to_be_damaged(ledger: Ledger) -> None:
    ledger.path.write_bytes(b"minutes of the meeting" * 400)
    for attempt in (ledger.entries, lambda: ledger.append(entry(LETTER, "close"))):
        with pytest.raises(LedgerError, match=r"ledger\.db: the file is damaged .* Restore it from a backup"):
            attempt()


def test_a_ledger_of_a_newer_version_is_refused_and_left_alone(ledger: Ledger) -> None:
    ledger.append(entry(LETTER, "close"))
    ledger.close()
    with closing(sqlite3.connect(ledger.path)) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = ledger.path.read_bytes()
    for attempt in (ledger.entries, lambda: ledger.append(entry(LETTER, "reopen"))):
        with pytest.raises(LedgerError, match=rf"newer version .*its form is {VERSION + 1}.* Install that version"):
            attempt()
    ledger.close()
    assert ledger.path.read_bytes() == before


def test_there_is_a_ledger_of_every_version_that_was_released() -> None:
    assert {path.stem for path in RELEASED.glob("*.sql")} == {str(number) for number in range(1, VERSION + 1)}


@pytest.mark.parametrize("version", range(VERSION + 1))
def test_a_ledger_of_any_version_becomes_one_of_this_with_all_its_entries(ledger: Ledger, version: int) -> None:
    """Version 0 is a file that was begun and not finished."""
    with closing(sqlite3.connect(ledger.path)) as db:
        db.executescript((RELEASED / f"{version}.sql").read_text("utf-8") if version else "")
        db.execute("PRAGMA journal_mode = WAL")
    before = ledger.entries().all
    assert [(each.seq, each.who, each.what) for each in before] == RELEASED_ENTRIES[: 3 if version else 0]
    added = ledger.append(entry(LETTER, "close"))
    assert ledger.entries().all == (*before, added)
    assert schema_of(ledger.path) == fresh_schema()


RELEASED_ENTRIES = [(1, "A. Smith", "close"), (2, "U024BE7LH", "reassign"), (3, "A. Smith", "link")]


def schema_of(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def fresh_schema() -> list[tuple[str, str]]:
    with closing(Database(memory=True, execute_plugins=False)) as db:
        migrate(db)
        return db.conn.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_each_migration_leads_one_version_on() -> None:
    with closing(Database(memory=True, execute_plugins=False)) as db:
        for number, migration in enumerate(MIGRATIONS, start=1):
            migration(db)
            db.execute(f"PRAGMA user_version = {number}")
        migrate(db)
        assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)


@settings(max_examples=60)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=40), date=st.none() | st.dates())
def test_an_entry_of_any_words_and_dates_is_a_row_and_back(text: str, date: dt.date | None) -> None:
    """Years below 1000 too, which ISO forms pad."""
    made: Entry = entry(LETTER, "evidence", text, day=MAY)
    made = replace(made, why=text, about=about(LETTER, words=text, met=date, due=date), other=about(PLAN, due=date))
    assert from_row(to_row(made)) == made
