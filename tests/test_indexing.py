"""`reindex` for people: what it prints while it builds, what it tells at the end, and the exit status."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from assurance_bot.errors import ConfigError
from assurance_bot.generation import open_current
from assurance_bot.indexing import LEFT_OUT, reindex
from assurance_bot.nightly.words import SHOWN
from support.demo import BUILT

MINUTES = """Fenmoor Fire Authority
Performance Board {month} 2024

Date: {day} {month} 2024
Chair: Ann Roe

Present:
Ann Roe, Chair (CA)
Tom Poe, Chief Fire Officer (CFO)

1. Welcome
The CA opened the meeting.

2. Breathing Apparatus
The CFO said that 40 of 60 sets had been tested.
"""


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    folder = tmp_path / "minutes"
    folder.mkdir()
    for nth, month in enumerate(("March", "April")):
        (folder / f"2024-0{nth + 3}-05.txt").write_text(MINUTES.format(day=5, month=month), encoding="utf-8")
    return folder


def told(folders: list[Path], index: Path, *, terminal: bool = False) -> tuple[int, str]:
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=120, highlight=False, legacy_windows=False)
    status = reindex(folders, index, engine="fts5", console=console, now=BUILT)
    return status, out.getvalue()


def test_it_names_the_generation_and_counts_what_it_holds(minutes: Path, tmp_path: Path) -> None:
    status, out = told([minutes], tmp_path / "index")
    with open_current(tmp_path / "index") as generation:
        assert out.startswith(f"Published generation {generation.name}: 2 meetings, ")
        assert generation.manifest["engine"] == "fts5"
    assert status == 0


def test_it_says_where_nothing_has_changed(minutes: Path, tmp_path: Path) -> None:
    _, first = told([minutes], tmp_path / "index")
    status, second = told([minutes], tmp_path / "index")
    assert status == 0
    published, took, _ = first.partition("It took ")
    assert took
    assert second == published.replace("Published generation", "Nothing has changed; still generation")


def test_in_a_terminal_a_bar_shows_each_stage_and_in_a_pipe_there_is_none(minutes: Path, tmp_path: Path) -> None:
    piped = told([minutes], tmp_path / "one")[1]
    shown = told([minutes], tmp_path / "two", terminal=True)[1]
    assert "\x1b" not in piped
    assert "reading minutes" not in piped
    for stage in ("looking at files", "reading minutes", "writing records", "indexing words"):
        assert stage in shown
    assert "2/2" in shown


def test_what_is_left_out_is_told_last_and_gives_the_status(minutes: Path, tmp_path: Path) -> None:
    (minutes / "empty.txt").write_bytes(b"")
    status, out = told([minutes, tmp_path / "gone"], tmp_path / "index")
    assert status == LEFT_OUT
    last = out.splitlines()[-2:]
    assert (
        last[0] == f"LEFT OUT {tmp_path / 'gone'}: there is no such folder. Create it, or leave it out of the settings."
    )
    assert last[1].startswith("LEFT OUT empty.txt: the file is empty.")
    assert out.count("empty.txt") == 1


def test_only_so_many_problems_are_printed_and_the_others_counted(minutes: Path, tmp_path: Path) -> None:
    for nth in range(SHOWN + 5):
        (minutes / f"notes-{nth:02}.txt").write_text(f"Some words {nth}, without a date.\n", encoding="utf-8")
    status, out = told([minutes], tmp_path / "index")
    printed = [line for line in out.splitlines() if line.startswith("  notes-")]
    assert status == 0
    assert 0 < len(printed) <= SHOWN
    assert "more; `assurance-bot status` prints them all." in out


def test_what_minutes_hold_is_not_obeyed_by_the_terminal(minutes: Path, tmp_path: Path) -> None:
    (minutes / "\x1b[2Jred.txt").write_bytes(b"")
    out = told([minutes], tmp_path / "index")[1]
    assert "LEFT OUT \ufffd[2Jred.txt" in out


def test_where_there_is_nothing_to_read_nothing_is_made(tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    for folders, said in (
        ([tmp_path / "gone"], "There is no folder or file"),
        ([tmp_path / "bare"], "There are no files in"),
    ):
        with pytest.raises(ConfigError, match=said):
            told(folders, tmp_path / "index")
    assert not (tmp_path / "index" / "current").exists()


def test_a_line_number_between_colons_is_no_picture(minutes: Path, tmp_path: Path) -> None:
    text = MINUTES.format(day=5, month="May") + "\n3. Doors\n"
    text += "\n" * (99 - text.count("\n")) + "ACTION: to mend the door.\n"
    (minutes / "2024-05-05.txt").write_text(text, encoding="utf-8")
    assert ":100: an action names no owner" in told([minutes], tmp_path / "index")[1]
