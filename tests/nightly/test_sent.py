"""What was told to whom: noted before and after, whatever happens between."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assurance_bot.errors import AssuranceError
from assurance_bot.nightly.sent import FILE, VERSION, Key, Sent
from tiny_minutes import NOW

SET, LATE = Key("A-1", "set"), Key("A-1", "overdue", "2024-05-01, 0")


def both(sent: Sent) -> tuple[set[Key], set[Key]]:
    """Return what has arrived, and what is in doubt."""
    return set(sent.told("CC>C1")), set(sent.doubtful("CC>C1"))


def test_what_is_about_to_be_told_is_in_doubt_until_it_has_arrived(tmp_path: Path) -> None:
    sent = Sent(tmp_path)
    sent.telling("CC>C1", [SET, LATE], now=NOW)
    assert both(sent) == (set(), {SET, LATE})
    sent.arrived("CC>C1", [SET], now=NOW)
    assert both(sent) == ({SET}, {LATE})
    assert sent.told(">C1") == frozenset()


def test_what_has_arrived_stays_told_and_what_was_refused_is_told_as_if_for_the_first_time(tmp_path: Path) -> None:
    sent = Sent(tmp_path)
    sent.arrived("CC>C1", [SET], now=NOW)
    sent.telling("CC>C1", [SET, LATE], now=NOW)
    sent.refused("CC>C1", [SET, LATE])
    assert both(sent) == ({SET}, set())


def test_the_day_of_the_last_digest_is_kept_for_each(tmp_path: Path) -> None:
    sent = Sent(tmp_path)
    assert sent.last("CC>C1") is None
    for day in (dt.date(2024, 5, 6), dt.date(2024, 5, 13)):
        sent.done("CC>C1", day)
    assert (sent.last("CC>C1"), sent.last(">C1")) == (dt.date(2024, 5, 13), None)


def test_looking_makes_no_file(tmp_path: Path) -> None:
    assert Sent(tmp_path).told("CC>C1") == frozenset()
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_record_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all, whatever it is called")
    with pytest.raises(AssuranceError, match=r"sent\.db, cannot be used .*Restore it from a backup, or move it away"):
        Sent(tmp_path).told("CC>C1")


def test_a_record_of_a_newer_program_is_left_as_it_is(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(AssuranceError, match="was written by a newer version"):
        Sent(tmp_path).done("CC>C1", dt.date(2024, 5, 6))
