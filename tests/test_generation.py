"""A generation is whole or not there, whatever happens to the job that builds it."""

import datetime as dt
import hashlib
import os
import pickle
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import assurance_bot
from assurance_bot.document import Document, Span, split_lines
from assurance_bot.errors import BusyError, ConfigError, DamagedError, NoGenerationError, NotFoundError
from assurance_bot.generation import (
    Built,
    Pipeline,
    Rules,
    Step,
    build,
    open_current,
    prune,
    publish,
    sources,
    verify,
)
from assurance_bot.generation.units import expansions, units
from assurance_bot.records import Extract, Meeting, Party, Passage, Question, Statement
from tiny_minutes import NOW, TINY, extract, parse, read, write_minutes

TESTS = Path(__file__).parent
PACKAGE = Path(assurance_bot.__file__).parent


@pytest.fixture(name="minutes")
def _minutes(tmp_path: Path) -> Path:
    folder = tmp_path / "minutes"
    write_minutes(folder, meetings=4)
    return folder


@pytest.fixture(name="index")
def _index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def built(minutes: Path, index: Path, **more: Any) -> Built:
    given: dict[str, Any] = {"now": NOW, "pipeline": TINY} | more
    return build([minutes], index, **given)


def tree(index: Path) -> set[str]:
    """Return what stands in an index, the contents of generations and cache left out."""
    inside = {f"generations/{path.name}" for path in (index / "generations").iterdir()}
    return {path.name for path in index.iterdir()} | inside


def answers(index: Path) -> tuple[str, int, list[str]]:
    """Return the name of what is published, how many meetings it holds, and the words of the best hit in part."""
    with open_current(index) as generation:
        hits = generation.textindex.search("backlog number 2", limit=1)
        texts = [
            record.text[:24] for record in generation.register.find("statement", passages=[hit.id for hit in hits])
        ]
        return generation.name, len(generation.register.meetings()), texts


def test_what_was_built_answers(minutes: Path, index: Path) -> None:
    done = built(minutes, index)
    assert (done.published, done.name[:7], done.left_out, done.problems) == (True, "000001-", (), ())
    assert done.counts["meetings"] == 4
    assert answers(index) == (done.name, 4, ["CC: The backlog number 2"])
    with open_current(index) as generation:
        assert len(generation.register.trails()) == 4
        assert generation.textindex.matching("integrated victim management") == generation.textindex.matching("IVM")
        assert generation.manifest["built_at"] == "2024-06-01T02:30:00+00:00"
        assert generation.manifest["inputs"][0]["source"] == "2020-01-01.txt"
        hits = generation.textindex.search("backlog", speakers=["DCC"], limit=99)
        assert generation.register.find("statement", passages=[hit.id for hit in hits]) == []  # all of them the CC's


@pytest.mark.parametrize("engine", ["whoosh", "fts5"])
def test_the_engine_is_the_one_asked_for(minutes: Path, index: Path, engine: str) -> None:
    built(minutes, index, engine=engine)
    with open_current(index) as generation:
        assert (generation.manifest["engine"], len(generation.textindex)) == (engine, 20)


def test_the_real_stages_go_from_a_file_to_an_answer(tmp_path: Path, index: Path) -> None:
    (tmp_path / "m").mkdir()
    text = "Assurance Meeting\nDate: 30 January 2019\n\n1. Performance\nThe CC will write a plan for burglary.\n"
    (tmp_path / "m" / "january.txt").write_text(text)
    build([tmp_path / "m"], index, now=NOW)
    with open_current(index) as generation:
        (meeting,) = generation.register.meetings()
        assert meeting.date == dt.date(2019, 1, 30)
        assert generation.textindex.search("burglary plan")[0].id.startswith(meeting.id)


def test_nothing_built_is_said_so(index: Path) -> None:
    with pytest.raises(NoGenerationError):
        open_current(index)


def test_nothing_changed_publishes_nothing(minutes: Path, index: Path) -> None:
    first = built(minutes, index)
    before = tree(index)
    again = built(minutes, index, now=NOW + dt.timedelta(days=1))
    assert again == replace(first, published=False)
    assert tree(index) == before


def test_every_change_of_input_publishes(minutes: Path, index: Path) -> None:
    names = [built(minutes, index).name]
    write_minutes(minutes, meetings=1, first=50)
    names.append(built(minutes, index).name)
    (minutes / "2020-01-01.txt").rename(minutes / "renamed.txt")
    names.append(built(minutes, index).name)
    names.append(built(minutes, index, engine="fts5").name)
    names.append(built(minutes, index, pipeline=replace(TINY, code="newer")).name)
    assert [name[:7] for name in names] == [f"00000{nth}-" for nth in range(1, 6)]
    assert len({name[7:] for name in names}) == 5


def test_only_what_changed_is_parsed(minutes: Path, index: Path) -> None:
    parsed: list[str] = []

    def counted(document: Document) -> tuple[Meeting, Any]:
        parsed.append(document.source)
        return parse(document)

    pipeline = replace(TINY, parse=counted)
    built(minutes, index, pipeline=pipeline)
    assert len(parsed) == 4
    write_minutes(minutes, meetings=1, first=50)
    built(minutes, index, pipeline=pipeline)
    assert parsed[4:] == ["2020-02-20.txt"]
    built(minutes, index, pipeline=replace(pipeline, code="newer"))
    assert len(parsed) == 10


def test_a_cache_entry_that_is_not_whole_is_parsed_anew(minutes: Path, index: Path, tmp_path: Path) -> None:
    built(minutes, index)
    for nth, entry in enumerate(sorted((index / "cache").iterdir())):
        data = bytearray(entry.read_bytes())
        data[nth * 20 + 5] ^= 1
        entry.write_bytes(data[: None if nth else 40])
    write_minutes(minutes, meetings=1, first=50)
    built(minutes, index)
    built(minutes, tmp_path / "scratch")
    assert records(index) == records(tmp_path / "scratch")


class _Trap:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return Path.touch, (self.path,)


def test_code_planted_in_the_cache_does_not_run(minutes: Path, index: Path, tmp_path: Path) -> None:
    built(minutes, index)
    payload = pickle.dumps(_Trap(tmp_path / "ran"))
    for entry in (index / "cache").iterdir():
        entry.write_bytes(hashlib.sha256(payload).digest() + payload)
    write_minutes(minutes, meetings=1, first=50)
    assert built(minutes, index).counts["meetings"] == 5
    assert not (tmp_path / "ran").exists()
    pickle.loads(payload)  # noqa: S301 — the trap is one
    assert (tmp_path / "ran").exists()


def test_the_cache_holds_what_is_used_and_only_its_owner_reads_it(minutes: Path, index: Path) -> None:
    built(minutes, index)
    (minutes / "2020-01-01.txt").unlink()
    built(minutes, index, rules=Rules(accept=True))
    assert len(list((index / "cache").iterdir())) == 3 + 1  # the trails of the body
    assert (index / "cache").stat().st_mode & 0o777 == 0o700


def records(index: Path) -> bytes:
    return (index / "current" / "records.db").read_bytes()


def test_the_same_input_gives_the_same_records_byte_for_byte(minutes: Path, tmp_path: Path) -> None:
    built(minutes, tmp_path / "one")
    built(minutes, tmp_path / "two")
    assert records(tmp_path / "one") == records(tmp_path / "two")


def test_built_bit_by_bit_equals_built_at_once(minutes: Path, tmp_path: Path) -> None:
    for first in (50, 60, 70):
        write_minutes(minutes, meetings=2, first=first)
        built(minutes, tmp_path / "nightly")
    (minutes / "2020-01-01.txt").unlink()
    built(minutes, tmp_path / "nightly")
    built(minutes, tmp_path / "scratch")
    assert records(tmp_path / "nightly") == records(tmp_path / "scratch")
    with open_current(tmp_path / "nightly") as nightly, open_current(tmp_path / "scratch") as scratch:
        assert nightly.textindex.search("backlog number 51") == scratch.textindex.search("backlog number 51")


def test_a_file_that_cannot_be_read_is_left_out_and_named(minutes: Path, index: Path) -> None:
    (minutes / "empty.txt").write_bytes(b"")
    (minutes / "binary.txt").write_bytes(b"\xff\xfe\x00")
    done = built(minutes, index)
    assert [problem.source for problem in done.left_out] == ["binary.txt", "empty.txt"]
    assert "failed on it (UnicodeDecodeError" in done.left_out[0].message
    assert done.left_out[1].message == "the file is empty. Put the minutes into it."
    assert set(done.left_out) <= set(done.problems)
    assert built(minutes, index).left_out == done.left_out
    with open_current(index) as generation:
        assert generation.register.problems() == list(done.problems)


def test_a_file_changed_while_it_is_read_waits_for_the_next_run(minutes: Path, index: Path) -> None:
    def changed(path: Path, *, source: str) -> Document:
        if source == "2020-01-02.txt" and "CC to" in path.read_text():
            path.write_text("2020-01-02\nDCC: Changed.")
        return read(path, source=source)

    pipeline = replace(TINY, read=changed)
    assert [problem.source for problem in built(minutes, index, pipeline=pipeline).left_out] == ["2020-01-02.txt"]
    done = built(minutes, index, pipeline=pipeline)
    assert (done.published, done.left_out, done.counts["meetings"]) == (True, (), 4)


def test_faults_in_the_minutes_are_collected_from_every_stage(minutes: Path, index: Path) -> None:
    (minutes / "a.txt").write_text("no day\nCC to write.")
    said = [(problem.source, problem.line, problem.message) for problem in built(minutes, index).problems]
    assert said == [("a.txt", None, "nothing was said"), ("a.txt", 1, "no date")]


def test_the_same_bytes_twice_are_read_once_and_named(minutes: Path, index: Path) -> None:
    (minutes / "copy.txt").write_bytes((minutes / "2020-01-01.txt").read_bytes())
    done = built(minutes, index)
    assert done.counts["documents"] == 4
    assert [str(problem) for problem in done.problems] == [
        "copy.txt: the same file as 2020-01-01.txt, which is read in its place"
    ]


def test_a_draft_is_kept_but_not_answered_from(minutes: Path, index: Path) -> None:
    (minutes / "2020-01-01-draft.txt").write_text(
        "2020-01-01\ndraft\nCC to write plan 0.\nCC: The backlog is a unicorn."
    )
    done = built(minutes, index)
    assert (done.counts["meetings"], done.counts["superseded"], done.problems) == (4, 1, ())
    with open_current(index) as generation:
        assert generation.textindex.search("unicorn") == []
        assert generation.register.meeting("board-2020-01-01").source == "2020-01-01.txt"
        draft = generation.register.meeting("board-2020-01-01-draft")
        assert (draft.version, draft.source) == ("draft", "2020-01-01-draft.txt")
        assert {r.meeting for r in generation.register.find("statement", drafts=True)} >= {draft.id}
        assert len(generation.register.trails()) == 4


def test_meetings_that_cannot_be_told_apart_get_ids_of_their_own(minutes: Path, index: Path) -> None:
    (minutes / "x.txt").write_text("some day\nCC: The first unicorn.")
    (minutes / "y.txt").write_text("another day\nCC: The second unicorn.")
    done = built(minutes, index)
    with open_current(index) as generation:
        assert generation.textindex.matching("unicorn") == {"board-undated#0", "board-undated-2#0"}
        assert generation.register.meeting("board-undated-2").source == "y.txt"
        (found,) = generation.register.find("statement", passages=["board-undated-2#0"])
        assert found.text == "CC: The second unicorn."
    assert any(problem.source == "y.txt" and "board-undated-2" in problem.message for problem in done.problems)


def test_the_same_minutes_in_two_files_are_answered_from_once_and_named(minutes: Path, index: Path) -> None:
    (minutes / "2020-01-01-revised.txt").write_text("2020-01-01\nCC: The revised unicorn.")
    done = built(minutes, index)
    assert (done.counts["meetings"], done.counts["superseded"]) == (4, 1)
    assert "the same meeting as" in done.problems[0].message


def test_nothing_to_read_is_an_error_and_publishes_nothing(minutes: Path, index: Path, tmp_path: Path) -> None:
    first = built(minutes, index)
    (tmp_path / "bare").mkdir()
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "empty.txt").touch()
    with pytest.raises(ConfigError, match="no folder or file"):
        built(tmp_path / "missing", index)
    with pytest.raises(ConfigError, match="no files in"):
        built(tmp_path / "bare", index)
    with pytest.raises(ConfigError, match=r"empty\.txt: the file is empty"):
        built(tmp_path / "bad", index)
    assert answers(index)[0] == first.name


def test_progress_is_told_by_stage(minutes: Path, index: Path) -> None:
    told: list[Step] = []
    built(minutes, index, progress=told.append)
    stages = list(dict.fromkeys(step.stage for step in told))
    assert stages == ["looking at files", "reading minutes", "following actions", "writing records", "indexing words"]
    assert all([s.done for s in told if s.stage == stage] == [1, 2, 3, 4] for stage in stages)
    assert told[4] == Step("reading minutes", 1, 4, "2020-01-01.txt")


def test_old_generations_go_but_not_one_in_use(minutes: Path, index: Path) -> None:
    first = built(minutes, index, rules=Rules(keep=1)).name
    held = open_current(index)
    for nth in range(3):
        write_minutes(minutes, meetings=1, first=50 + nth)
        last = built(minutes, index, rules=Rules(keep=1)).name
    assert {path.name for path in (index / "generations").iterdir()} == {first, last}
    assert len(held.register.meetings()) == 4
    assert held.textindex.search("backlog number 2")
    held.close()
    assert prune(index, keep=1) == [first]
    assert answers(index)[0] == last


def test_the_last_generations_are_kept_and_can_be_published_again(minutes: Path, index: Path) -> None:
    names = []
    for nth in range(4):
        write_minutes(minutes, meetings=1, first=50 + nth)
        names.append(built(minutes, index, rules=Rules(keep=2)).name)
    assert sorted(path.name for path in (index / "generations").iterdir()) == names[2:]
    publish(index, names[2])
    assert answers(index)[:2] == (names[2], 7)
    with pytest.raises(NotFoundError, match=names[3]):
        publish(index, names[0])
    assert prune(index, keep=1) == []  # neither the newest nor the published


@pytest.mark.parametrize("engine", ["whoosh", "fts5"])
def test_a_flipped_byte_in_any_file_is_found_named_and_mended(minutes: Path, index: Path, engine: str) -> None:
    name = built(minutes, index, engine=engine).name
    folder = index / "generations" / name
    files = [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size]
    assert len(files) >= 5
    for path in files:
        whole = path.read_bytes()
        path.write_bytes(whole[:20] + bytes([whole[20] ^ 1]) + whole[21:])
        with pytest.raises(DamagedError, match=f"{name} is damaged .*{path.name}"):
            verify(folder)
        path.write_bytes(whole)
    verify(folder)
    (folder / "records.db").write_bytes(b"")
    with pytest.raises(DamagedError, match=name):
        open_current(index)
    mended = built(minutes, index, engine=engine)
    assert (mended.published, mended.name[:7]) == (True, "000002-")
    assert answers(index)[1] == 4


def test_a_link_to_nothing_is_a_damaged_generation(minutes: Path, index: Path) -> None:
    name = built(minutes, index).name
    (index / "generations" / name).rename(index / "elsewhere")
    with pytest.raises(DamagedError, match=name):
        open_current(index)


def test_readers_get_one_whole_generation_while_others_are_published(minutes: Path, index: Path) -> None:
    built(minutes, index)
    wrong: list[object] = []
    seen: set[str] = set()
    stop = threading.Event()

    def read_on() -> None:
        while not stop.is_set():
            with open_current(index) as generation:
                seen.add(generation.name)
                meetings = {meeting.id for meeting in generation.register.meetings()}
                found = {hit.id.partition("#")[0] for hit in generation.textindex.search("backlog", limit=500)}
                if found != meetings:
                    wrong.append((generation.name, found ^ meetings))
        finished.append(True)

    finished: list[bool] = []
    readers = [threading.Thread(target=read_on) for _ in range(4)]
    for reader in readers:
        reader.start()
    for nth in range(8):
        write_minutes(minutes, meetings=1, first=50 + nth)
        built(minutes, index, rules=Rules(keep=1), engine=("whoosh", "fts5")[nth % 2])
    stop.set()
    for reader in readers:
        reader.join()
    assert (wrong, len(finished)) == ([], 4)
    assert len(seen) > 1


_CHILD = """
import sys
from pathlib import Path
from tiny_minutes import NOW, TINY
from assurance_bot.generation import build

def told(step):
    print(step.stage, step.done, flush=True)
    if "wait" in sys.argv:
        sys.stdin.read()

print("started", flush=True)
build([Path(sys.argv[1])], Path(sys.argv[2]), now=NOW, pipeline=TINY, progress=told)
print("published", flush=True)
"""


def child(minutes: Path, index: Path, *more: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", _CHILD, str(minutes), str(index), *more]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(TESTS), str(PACKAGE.parent)))}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)


def test_one_job_builds_and_the_other_says_so_until_it_is_dead(minutes: Path, index: Path) -> None:
    with child(minutes, index, "wait") as job:
        assert job.stdout is not None
        assert job.stdout.readline() + job.stdout.readline() == "started\nlooking at files 1\n"
        for attempt in (lambda: built(minutes, index), lambda: publish(index, "x"), lambda: prune(index)):
            with pytest.raises(BusyError, match="Another job"):
                attempt()
        job.send_signal(signal.SIGKILL)
        job.wait()
    assert built(minutes, index).published


@pytest.mark.parametrize("seed", range(8))
def test_a_job_killed_at_any_moment_leaves_the_old_generation_and_no_trace(
    minutes: Path, index: Path, seed: int
) -> None:
    """The old generation answers, or the new one, whole; the next job succeeds and leaves no temporary thing."""
    old = built(minutes, index).name
    write_minutes(minutes, meetings=40, lines=10, first=100)
    chance = random.Random(seed)  # noqa: S311 — moments to kill at, the same in every run
    last = chance.randrange(1, 222)  # of the lines it tells
    with child(minutes, index) as job:
        assert job.stdout is not None
        for _ in range(last):
            job.stdout.readline()
        try:
            job.wait(chance.random() * 0.1)
        except subprocess.TimeoutExpired:
            job.send_signal(signal.SIGKILL)
        job.stdout.read()
    name, meetings, _ = answers(index)
    assert (name == old, meetings) in ((True, 4), (False, 44))
    done = built(minutes, index)
    assert answers(index)[:2] == (done.name, 44)
    verify(index / "current")
    assert tree(index) == {
        "archive",
        "cache",
        "current",
        "generations",
        "reindex.lock",
        f"generations/{old}",
        f"generations/{done.name}",
    }
    kept = (
        len(list((index / "cache").iterdir())) - 44
    )  # the trails of the body, and of the one before where the job was
    assert kept == 1 or (
        name != old and kept == 2
    )  # killed after it had published, which leaves them until the next change


def test_sources_are_named_by_their_path_below_the_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "2024/a.md", ".hidden.txt", ".git/x.txt", "~$open.docx"):
        (tmp_path / "one" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "one" / name).touch()
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "b.txt").touch()
    os.mkfifo(tmp_path / "two" / "pipe.txt")
    (tmp_path / "two" / "gone.txt").symlink_to("nowhere")
    found = sources([tmp_path / "one", tmp_path / "two", tmp_path / "one" / "2024" / "a.md", tmp_path / "one"])
    assert [each.source for each in found if not each.wrong] == ["2024/a.md", "a.md", "b.txt", "two/b.txt"]
    assert all(each.path.is_file() for each in found if not each.wrong)


def test_what_is_no_file_that_can_be_read_is_left_out_and_named(
    minutes: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(minutes / "pipe.txt")
    (minutes / "gone.txt").symlink_to("nowhere")
    (minutes / "again").symlink_to(minutes)
    (tmp_path / "elsewhere").mkdir()
    (minutes / "linked").symlink_to(tmp_path / "elsewhere")
    (minutes / "closed").mkdir()
    scandir = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    left_out = {problem.source: problem.message for problem in built(minutes, index).left_out}
    assert sorted(left_out) == ["closed", "gone.txt", "linked", "pipe.txt"]
    assert "cannot be opened" in left_out["closed"]
    assert "not there" in left_out["gone.txt"]
    assert "no plain file" in left_out["pipe.txt"]
    assert "not followed" in left_out["linked"]


def test_a_file_name_of_two_lines_is_told_in_one(tmp_path: Path) -> None:
    (tmp_path / "new\nline.txt").touch()
    assert [each.source for each in sources([tmp_path])] == ["new\ufffdline.txt"]


def test_a_file_name_of_any_bytes_can_be_indexed(minutes: Path, index: Path) -> None:
    os.rename(minutes / "2020-01-01.txt", os.fsencode(minutes) + b"/caf\xe9 \xc5\xb4.txt")  # noqa: PTH104 — bytes
    assert built(minutes, index).counts["documents"] == 4
    with open_current(index) as generation:
        assert generation.register.document("caf\ufffd Ŵ.txt").text.startswith("2020-01-01")


def test_a_passage_is_spoken_by_those_whose_words_stand_in_it() -> None:
    text = "CC: Done.\nWhy?\nNobody said.\n\n"
    document = Document("a.txt", text, split_lines(text), "", "tiny")
    spans = [line.span for line in document.lines]
    passages = tuple(Passage(nth, (span,)) for nth, span in enumerate([*spans[:3], Span(29, 29)]))
    meeting = Meeting("m", "a.txt", "", "", "", None, passages=passages)
    said = Statement(
        id="S",
        meeting="m",
        item=None,
        passage=0,
        quote=document.quote(spans[:1]),
        speakers=(Party("The CC", "CC", "R Vale"),),
    )
    asked = Question(
        id="Q", meeting="m", item=None, passage=1, quote=document.quote(spans[1:2]), asker=Party("PCC", "PCC")
    )
    found = list(units(document, Extract(meeting, (said, asked), ())))
    assert [(unit.id, unit.speakers) for unit in found] == [
        ("m#0", ("CC", "R Vale", "The CC")),
        ("m#1", ("PCC",)),
        ("m#2", ()),
    ]


def test_an_acronym_stands_for_what_most_minutes_say() -> None:
    assert expansions({("A", "z"): 1, ("A", "y"): 3, ("B", "q"): 1, ("B", "p"): 1}) == {"A": "y", "B": "p"}


@pytest.fixture(autouse=True)
def _no_open_files() -> Iterator[None]:
    """Nothing here leaves a file open."""
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 — descriptors, not paths
    yield
    assert len(os.listdir("/proc/self/fd")) <= before  # noqa: PTH208


def test_stages_that_are_given_none_are_the_real_ones() -> None:
    assert Pipeline().extract is not extract
    assert Pipeline().fingerprint != TINY.fingerprint
