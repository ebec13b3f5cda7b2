"""What must hold before a generation is published, and how one goes back to an earlier one."""

from __future__ import annotations

import multiprocessing
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assurance_bot.answer.trying import QUESTIONS, try_answers
from assurance_bot.errors import DamagedError, NotFoundError, RefusedError
from assurance_bot.generation import (
    Built,
    Generation,
    Rules,
    build,
    current_name,
    open_current,
    publish,
    rollback,
)
from assurance_bot.generation import folders as places
from assurance_bot.records import Extract, Trail
from support.demo import LAST, demo
from tiny_minutes import NOW, TINY, link, write_minutes


@pytest.fixture(name="minutes")
def _minutes(tmp_path: Path) -> Path:
    write_minutes(tmp_path / "minutes", meetings=5)
    return tmp_path / "minutes"


@pytest.fixture(name="index")
def _index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def built(minutes: Path, index: Path, **more: Any) -> Built:
    given: dict[str, Any] = {"now": NOW, "pipeline": TINY} | more
    return build([minutes], index, **given)


def left(index: Path) -> set[str]:
    """Return the generations there are, and what else but them lies beside them."""
    return {path.name for path in (index / "generations").iterdir()}


def test_one_that_lost_too_much_is_refused_and_says_what_was_lost(minutes: Path, index: Path) -> None:
    first = built(minutes, index).name
    (minutes / "2020-01-01.txt").unlink()
    assert built(minutes, index).published  # one of five is no more than a fifth
    (minutes / "2020-01-02.txt").unlink()
    (minutes / "2020-01-03.txt").write_bytes(b"")
    second = current_name(index)
    with pytest.raises(RefusedError) as refused:
        built(minutes, index)
    assert str(refused.value) == (
        "Nothing was published: 2 meetings would be left of 4 and 8 records would be left of 16 (withdrawn 2020-01-02.txt;"
        " left out 2020-01-03.txt). Look whether all folders are there; if it is meant, run again with --accept"
        " ([reindex] max_shrink)."
    )
    assert (current_name(index), left(index)) == (second, {first, second})
    assert built(minutes, index, rules=Rules(accept=True)).counts["meetings"] == 2


def test_what_may_be_lost_is_set(minutes: Path, index: Path) -> None:
    built(minutes, index)
    (minutes / "2020-01-01.txt").unlink()
    with pytest.raises(RefusedError, match="4 meetings would be left of 5"):
        built(minutes, index, rules=Rules(max_shrink=0.1))
    assert built(minutes, index, rules=Rules(max_shrink=0.2)).published


def test_records_that_are_gone_count_as_meetings_do(minutes: Path, index: Path) -> None:
    built(minutes, index)
    for path in minutes.iterdir():
        path.write_text(path.read_text().partition("CC: ")[0] + "Nothing was said.")
    with pytest.raises(RefusedError, match=r"5 records would be left of 20 \(no file was withdrawn or left out\)"):
        built(minutes, index)


def test_one_that_cannot_answer_is_refused(minutes: Path, index: Path) -> None:
    first = built(minutes, index).name
    write_minutes(minutes, meetings=1, first=50)

    def fails(generation: Generation) -> None:
        raise KeyError(len(generation.register.meetings()))

    with pytest.raises(RefusedError, match=r"it cannot answer \(KeyError: 6\)"):
        built(minutes, index, trial=fails)
    assert (current_name(index), left(index)) == (first, {first})


def test_one_whose_quotes_are_not_in_the_text_is_refused(minutes: Path, index: Path) -> None:
    def misquoted(meeting: Any, document: Any) -> Any:
        found, problems = TINY.extract(meeting, document)
        last = found.records[-1]
        wrong = replace(last, quote=replace(last.quote, text="The backlog is a unicorn."))
        return replace(found, records=(*found.records[:-1], wrong)), problems

    with pytest.raises(RefusedError, match=r"the quote of S-board-2020-01-01-4 is not in the text of 2020-01-01\.txt"):
        built(minutes, index, pipeline=replace(TINY, extract=misquoted))
    assert left(index) == set()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (
            "UPDATE records SET kind = 'action'",
            "what was built cannot be read",
        ),
        ("DELETE FROM meetings WHERE key = 1", "its database is not whole"),
        ("DELETE FROM passages WHERE meeting = 2", "holds 20 passages of 25"),
        ("DELETE FROM documents WHERE source LIKE '%-03.txt'", "its database is not whole"),
    ],
)
def test_one_that_is_not_what_was_to_be_written_is_refused(
    minutes: Path, index: Path, harm: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No write of ours does that; it stands for a fault of the disk, or of this program."""
    whole = places.write_manifest

    def harmed(folder: Path, held: dict[str, Any]) -> None:
        with sqlite3.connect(folder / places.RECORDS) as db:
            db.execute(harm)
        db.close()
        whole(folder, held)

    monkeypatch.setattr(places, "write_manifest", harmed)
    with pytest.raises(RefusedError, match=said):
        built(minutes, index)
    assert left(index) == set()


def test_one_that_was_published_meanwhile_is_not_published_over(minutes: Path, index: Path) -> None:
    """The lock keeps jobs apart; this stands for a file system that keeps no locks."""
    first = built(minutes, index).name
    write_minutes(minutes, meetings=1, first=50)
    second = built(minutes, index).name
    write_minutes(minutes, meetings=1, first=60)

    def meanwhile(_: Generation) -> None:
        places.point(index, first)

    with pytest.raises(RefusedError, match=f"generation {first} was published meanwhile. Run again"):
        built(minutes, index, trial=meanwhile)
    assert left(index) == {first, second}


def test_the_canned_questions_are_ten_and_the_example_minutes_answer_them() -> None:
    assert len(set(QUESTIONS)) == 10
    try_answers(demo(), today=LAST)


def test_going_back_takes_the_generation_before_or_the_one_named(minutes: Path, index: Path) -> None:
    names = [built(minutes, index).name]
    for first in (50, 60):
        write_minutes(minutes, meetings=1, first=first)
        names.append(built(minutes, index).name)
    assert [rollback(index), current_name(index)] == [names[1], names[1]]
    assert rollback(index) == names[0]
    with pytest.raises(NotFoundError, match="no generation before called"):
        rollback(index)
    assert rollback(index, names[2][:6]) == names[2]
    with pytest.raises(NotFoundError, match=names[1]):
        rollback(index, "000009")


def test_nobody_goes_back_to_a_damaged_generation(minutes: Path, index: Path) -> None:
    first = built(minutes, index).name
    write_minutes(minutes, meetings=1, first=50)
    second = built(minutes, index).name
    with (index / "generations" / first / "records.db").open("ab") as file:
        file.write(b"x")
    with pytest.raises(DamagedError, match=first):
        rollback(index)
    assert current_name(index) == second


def test_the_next_night_does_not_publish_again_what_was_rolled_back_from(minutes: Path, index: Path) -> None:
    first = built(minutes, index).name
    write_minutes(minutes, meetings=1, first=50)
    second = built(minutes, index).name
    rollback(index)
    with pytest.raises(RefusedError, match=f"it would be {second} again, .* still generation {first}"):
        built(minutes, index)
    assert current_name(index) == first
    assert built(minutes, index, rules=Rules(accept=True)).name[:7] == "000003-"
    rollback(index, first)
    write_minutes(minutes, meetings=1, first=60)
    assert built(minutes, index).counts["meetings"] == 7  # something has changed since


def test_a_job_that_is_to_wait_runs_when_the_other_has_ended(minutes: Path, index: Path) -> None:
    started, go_on = threading.Event(), threading.Event()

    def slow(extracts: Iterable[Extract]) -> list[Trail]:
        started.set()
        assert go_on.wait(10)
        return link(extracts)

    done: dict[str, Built] = {}  # by job: the lock is given back before a thread has told what it came to
    one = threading.Thread(
        target=lambda: done.setdefault("one", built(minutes, index, pipeline=replace(TINY, link=slow)))
    )
    other = threading.Thread(target=lambda: done.setdefault("other", built(minutes, index, rules=Rules(wait=True))))
    one.start()
    assert started.wait(10)
    other.start()
    other.join(0.2)
    assert (other.is_alive(), done) == (True, {})
    go_on.set()
    one.join(10)
    other.join(10)
    assert {job: each.published for job, each in done.items()} == {"one": True, "other": False}


_PUBLISHES, _READERS = 12, 4


def _read_on(index: Path, begun: Any, until: Any, told: Any) -> None:
    """Open and ask until it is told to stop; tell what went wrong, and how many answers and generations there were."""
    wrong: list[str] = []
    seen: set[str] = set()
    answers = 0
    while not until.is_set():
        with open_current(index) as generation:
            meetings = {meeting.id for meeting in generation.register.meetings()}
            found = {hit.id.partition("#")[0] for hit in generation.textindex.search("backlog", limit=9999)}
            if found != meetings or len(meetings) != generation.manifest["counts"]["meetings"]:
                wrong.append(f"{generation.name}: {found ^ meetings}")
            seen.add(generation.name)
            answers += 1
        begun.release()
    told.put((wrong, len(seen), answers))


def test_readers_in_other_processes_never_see_two_generations_in_one_answer(minutes: Path, index: Path) -> None:
    """A short form of the soak: each generation is followed by the next at once, and one only is kept."""
    built(minutes, index)
    context = multiprocessing.get_context("forkserver")
    begun, until, told = context.Semaphore(0), context.Event(), context.Queue()
    readers = [context.Process(target=_read_on, args=(index, begun, until, told)) for _ in range(_READERS)]
    for reader in readers:
        reader.start()
    assert all(begun.acquire(timeout=30) for _ in readers)
    for nth in range(_PUBLISHES):
        write_minutes(minutes, meetings=1, first=50 + nth)
        built(minutes, index, rules=Rules(keep=1))
        if nth % 4 == 3:
            publish(index, current_name(index))
    until.set()
    ends = [told.get(timeout=30) for _ in readers]
    for reader in readers:
        reader.join()
    assert [wrong for wrong, _, _ in ends] == [[]] * _READERS
    assert all(answers > 1 for _, _, answers in ends)
    assert max(seen for _, seen, _ in ends) > 1
    built(minutes, index)
    assert len(left(index)) <= 2
