"""What is new in a generation: worked out while it is built, kept in it, and printed."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from rich.console import Console

from assurance_bot.generation import Rules
from assurance_bot.generation import folders as places
from assurance_bot.indexing import reindex
from assurance_bot.nightly.summary import FILE, Summary, read
from support.command import inside

MEETING = """Fenmoor Fire Authority
Minutes of the meeting held on {date}

1. Fleet
{said}
"""
SET = "Action: CFO to report on the pumps by 30 April 2024."


def write(folder: Path, name: str, date: str, said: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(MEETING.format(date=date, said=said), encoding="utf-8")


def built(folder: Path, day: str) -> tuple[Summary, str]:
    """Build as on a day; return the summary that the generation holds, and what was printed."""
    out = io.StringIO()
    now = dt.datetime.fromisoformat(f"{day}T02:30+00:00")
    rules = Rules(max_shrink=1)
    reindex(
        [folder / "minutes"],
        folder / "index",
        engine="fts5",
        console=Console(file=out, width=200),
        now=now,
        rules=rules,
    )
    held = read(places.current(folder / "index"))
    assert held is not None
    return held, out.getvalue()


def test_what_is_new_is_told_of_each_generation_against_the_one_before(tmp_path: Path) -> None:
    minutes = tmp_path / "minutes"
    write(minutes, "march.txt", "5 March 2024", SET)
    first, printed = built(tmp_path, "2024-03-06")
    assert (first.before, first.meetings[0].sources, first.new) == ("", ("march.txt",), ())
    assert "Compared with" not in printed
    write(minutes, "april.txt", "9 April 2024", "Action: Clerk to book the hall by 10 May 2024.")
    second, printed = built(tmp_path, "2024-05-06")
    assert second.before.startswith("000001-")
    assert [m.sources for m in second.meetings] == [("april.txt",)]
    assert [(a.said.partition("  ")[2], a.words) for a in second.new] == [
        ("Clerk: open, due 10 May 2024", "Clerk to book the hall by 10 May 2024.")
    ]
    assert [a.said.partition("  ")[2] for a in second.overdue] == ["CFO: open, due 30 April 2024, 6 days overdue"]
    assert second.changed == ()
    assert "New actions (1):" in printed
    assert "Newly overdue (1):" in printed


def test_a_document_replaced_or_withdrawn_is_told_with_what_went_and_what_changed(tmp_path: Path) -> None:
    minutes = tmp_path / "minutes"
    write(minutes, "march.txt", "5 March 2024", SET)
    write(minutes, "april.txt", "9 April 2024", "Action: Clerk to book the hall by 10 May 2024.")
    built(tmp_path, "2024-04-10")
    (minutes / "april.txt").unlink()
    write(minutes, "march.txt", "5 March 2024", SET.replace("30 April", "30 June"))
    told, _ = built(tmp_path, "2024-04-11")
    assert [f.said for f in told.files] == ["withdrawn april.txt", "replaced march.txt"]
    assert [m.sources for m in told.withdrawn] == [("april.txt",)]
    assert any(a.words.startswith("Clerk to book") and a.said.endswith("in the minutes no more") for a in told.gone)


def test_all_of_it_is_printed_again_and_verified_with_the_generation(tmp_path: Path) -> None:
    write(tmp_path / "minutes", "march.txt", "5 March 2024", SET)
    told, _ = built(tmp_path, "2024-03-06")
    assert told.size > 0
    shown = inside("--index", tmp_path / "index", "status", "--summary")
    assert shown.status == 0
    assert "compared with nothing: it was the first" in shown.out
    assert "march.txt" in shown.out
    kept = places.current(tmp_path / "index") / FILE
    kept.write_text(kept.read_text("utf-8").replace("march", "april"), encoding="utf-8")
    damaged = inside("--index", tmp_path / "index", "verify")
    assert damaged.status == 1
    assert f"{FILE}: it is not what was written" in damaged.out


def test_a_generation_before_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    write(tmp_path / "minutes", "march.txt", "5 March 2024", SET)
    built(tmp_path, "2024-03-06")
    (places.current(tmp_path / "index") / places.RECORDS).write_bytes(b"damaged")
    told, printed = built(tmp_path, "2024-03-07")
    assert "damaged" in told.unread
    assert "Run:" not in told.unread  # it is what has just been done
    assert "All was built anew; what is new is not known." in printed
    assert (told.new, told.changed, told.gone) == ((), (), ())


@pytest.mark.parametrize("args", [("digest",), ("digest", "CFO")])
def test_the_next_digest_is_shown_as_often_as_it_is_asked_for(tmp_path: Path, args: tuple[str, ...]) -> None:
    write(tmp_path / "minutes", "march.txt", "5 March 2024", SET)
    built(tmp_path, "2024-03-06")
    twice = [inside("--index", tmp_path / "index", *args).out for _ in range(2)]
    assert twice[0] == twice[1]
    assert "“CFO to report on the pumps by 30 April 2024.”" in twice[0]
    assert "Overdue (1):" in twice[0]
    assert inside("--index", tmp_path / "index", "digest", "Clerk").out.endswith("Nothing that was not told before.\n")
