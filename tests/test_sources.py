"""Which files are read, what happened to them since, and the originals that are kept of them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assurance_bot.errors import ArchiveError, ConfigError, NotFoundError
from assurance_bot.generation import Built, Change, Rules, build, damaged, open_current, sources
from assurance_bot.generation.changes import changes
from assurance_bot.generation.inputs import UNREADABLE
from tiny_minutes import NOW, TINY, write_minutes

ACCEPT = Rules(accept=True, keep=9)


@pytest.fixture(name="minutes")
def _minutes(tmp_path: Path) -> Path:
    write_minutes(tmp_path / "minutes", meetings=4)
    return tmp_path / "minutes"


@pytest.fixture(name="index")
def _index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def built(minutes: Path, index: Path, **more: Any) -> Built:
    given: dict[str, Any] = {"now": NOW, "pipeline": TINY, "rules": ACCEPT} | more
    return build([minutes], index, **given)


def records(index: Path) -> bytes:
    return (index / "current" / "records.db").read_bytes()


@pytest.mark.parametrize(
    ("globs", "ignore", "found"),
    [
        ((), (), "a.md a.txt drafts/b.txt old/2020/c.txt old/d.txt"),
        (("*.txt",), (), "a.txt drafts/b.txt old/2020/c.txt old/d.txt"),
        (("/*.txt", "old/**"), (), "a.txt old/2020/c.txt old/d.txt"),
        ((), ("drafts/", "*.md"), "a.txt old/2020/c.txt old/d.txt"),
        (("*.txt",), ("old/*", "!old/d.txt"), "a.txt drafts/b.txt old/d.txt"),
        (("*.pdf",), (), ""),
    ],
)
def test_patterns_say_which_files_are_minutes(
    tmp_path: Path, globs: tuple[str, ...], ignore: tuple[str, ...], found: str
) -> None:
    for name in ("a.txt", "a.md", "drafts/b.txt", "old/d.txt", "old/2020/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert " ".join(each.source for each in sources([tmp_path], globs=globs, ignore=ignore)) == found


def test_a_file_that_is_named_itself_is_read_whatever_the_patterns_say(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert [each.source for each in sources([tmp_path / "a.txt"], globs=("*.md",), ignore=("*",))] == ["a.txt"]


def test_a_pattern_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"'!' is no pattern of file names"):
        sources([tmp_path], ignore=("*.md", "!"))


def test_what_is_ignored_from_now_on_is_told_as_withdrawn(minutes: Path, index: Path) -> None:
    built(minutes, index)
    done = built(minutes, index, rules=replace(ACCEPT, ignore=("*-03.txt",)))
    assert [str(change) for change in done.changes] == ["withdrawn 2020-01-03.txt"]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("a=1 b=2", "a=1 b=2", ""),
        ("a=1", "a=1 b=2", "new b"),
        ("a=1 b=2", "a=1", "withdrawn b"),
        ("a=1", "a=2", "replaced a"),
        ("a=1", "b=1", "renamed a → b"),
        ("old/a=1", "new/a=1", "moved old/a → new/a"),
        ("a=1 b=2", "a=2 b=1", "renamed b → a, renamed a → b"),
        ("a=1", "a=2 b=1", "new a, renamed a → b"),
        ("a=1", "a=1 b=1", "new b"),
        ("a=1 b=1", "a=1", "withdrawn b"),
        ("a=1 b=1", "c=1 d=1", "renamed a → c, renamed b → d"),
        ("a=1 b=1", "c=1", "withdrawn b, renamed a → c"),
        ("a=1", f"a={UNREADABLE}", ""),
        (f"a={UNREADABLE}", "a=1", "replaced a"),
        ("a=1", f"b={UNREADABLE}", "withdrawn a"),
        ("", "a=1", "new a"),
    ],
)
def test_what_happened_to_files_is_told_by_their_bytes(before: str, now: str, told: str) -> None:
    def files(written: str) -> list[tuple[str, str]]:
        return [(name, sha256) for name, _, sha256 in (each.partition("=") for each in written.split())]

    assert ", ".join(str(change) for change in changes(files(before), files(now))) == told


def test_what_happened_is_kept_in_the_generation_and_the_earlier_version_is_not_answered_from(
    minutes: Path, index: Path
) -> None:
    assert built(minutes, index).changes == ()
    (minutes / "2020-01-01.txt").rename(minutes / "first.txt")
    (minutes / "2020-01-02.txt").write_text("2020-01-02\nCC: A unicorn.")
    (minutes / "2020-01-03.txt").unlink()
    done = built(minutes, index)
    assert [str(change) for change in done.changes] == [
        "replaced 2020-01-02.txt",
        "withdrawn 2020-01-03.txt",
        "renamed 2020-01-01.txt → first.txt",
    ]
    with open_current(index) as generation:
        told = generation.manifest["changes"]
        assert [Change(**each) for each in told] == list(done.changes)
        assert generation.textindex.matching("unicorn") == {"board-2020-01-02#0"}
        meetings = {found.partition("#")[0] for found in generation.textindex.matching("backlog")}
        assert meetings == {"board-2020-01-01", "board-2020-01-04"}
        assert len(generation.register.meetings()) == 3


def test_each_original_is_kept_once_by_the_hash_of_its_bytes(minutes: Path, index: Path) -> None:
    (minutes / "copy.txt").write_bytes((minutes / "2020-01-01.txt").read_bytes())
    (minutes / "film.mp4").write_bytes(b"no minutes")
    built(minutes, index)
    (minutes / "2020-01-01.txt").write_text("2020-01-01\nCC: Replaced.")
    built(minutes, index)
    kept = [path for path in (index / "archive").rglob("*") if path.is_file()]
    assert len(kept) == 5
    assert all(path.parent.name == path.name[:2] for path in kept)
    assert list(damaged(index)) == []
    assert (index / "archive").stat().st_mode & 0o077 == 0


def test_any_kept_generation_is_built_again_from_the_archive_byte_for_byte(minutes: Path, index: Path) -> None:
    (minutes / "empty.txt").touch()
    first = built(minutes, index)
    before = records(index)
    for path in minutes.iterdir():
        path.unlink()
    write_minutes(minutes, meetings=2, first=50)
    built(minutes, index)
    assert records(index) != before
    again = build((), index, now=NOW, pipeline=TINY, rules=ACCEPT, archived=first.name)
    assert (again.published, again.name[:7], again.left_out) == (True, "000003-", first.left_out)
    assert records(index) == before
    with open_current(index) as generation:
        assert generation.manifest["from_archive"] == first.name


def test_an_original_that_is_damaged_or_gone_is_named_and_nothing_is_published(minutes: Path, index: Path) -> None:
    first = built(minutes, index)
    write_minutes(minutes, meetings=1, first=50)
    second = built(minutes, index)
    path = sorted((index / "archive").rglob("*.txt"))[2]
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"CC", b"CD"))
    assert list(damaged(index)) == [path]
    with pytest.raises(ArchiveError, match=rf"2020.*\.txt, which generation {second.name} .* is not what was kept"):
        build((), index, now=NOW, pipeline=TINY, archived=second.name)
    path.unlink()
    with pytest.raises(ArchiveError, match="is not there"):
        build((), index, now=NOW, pipeline=TINY, archived=second.name[:6])
    with pytest.raises(NotFoundError, match=first.name):
        build((), index, now=NOW, pipeline=TINY, archived="000009")
    with open_current(index) as generation:
        assert generation.name == second.name


def test_a_file_that_cannot_be_read_for_a_night_is_not_told_as_withdrawn(minutes: Path, index: Path) -> None:
    built(minutes, index)
    (minutes / "2020-01-01.txt").unlink()
    os.mkfifo(minutes / "pipe.txt")  # no plain file: it is not looked at
    (minutes / "2020-01-01.txt").mkdir()
    (minutes / "2020-01-01.txt").chmod(0)
    try:
        done = built(minutes, index)
    finally:
        (minutes / "2020-01-01.txt").chmod(0o700)
    said = [str(change) for change in done.changes]
    assert said == (["withdrawn 2020-01-01.txt"] if os.geteuid() == 0 else [])
