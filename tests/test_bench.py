"""The bench measures what it says it does: its archives are real minutes, and it runs from end to end."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from assurance_bot.document import Document
from assurance_bot.extract import extract
from assurance_bot.parse.meeting import parse_meeting
from assurance_bot.read import read_document
from assurance_bot.records import Action, AnyRecord, Meeting

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT))  # the bench is no part of the package: it is run from the top folder

from bench import archive, wording  # noqa: E402
from bench.bench import percentile  # noqa: E402

DATED = re.compile(r"\b([A-Z][a-z]+day),?\s+(\d{1,2}\s+[A-Z][a-z]+\s+\d{4})")
A_WEEKEND_AND_MORE = 4  # days by which "ten working days" may differ in another year
BODIES = ("brackenshire", "birnshire")


@pytest.fixture(scope="module")
def minutes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of twelve copies: twenty years of one body, and four of another."""
    folder = tmp_path_factory.mktemp("minutes")
    archive.write_archive(folder, copies=12)
    return folder


def documents(folder: Path) -> Iterator[Document]:
    for path in sorted(folder.rglob("*.*")):
        yield read_document(path, source=path.relative_to(folder).as_posix())


def parsed(path: Path) -> tuple[Meeting, tuple[AnyRecord, ...]]:
    document = read_document(path, source=path.name)
    meeting, _ = parse_meeting(document)
    return meeting, extract(meeting, document)[0].records


def test_the_first_copy_is_the_examples_themselves_in_text(minutes: Path) -> None:
    for path in archive.EXAMPLES.iterdir():
        if path.suffix in archive.TEXT:
            assert (minutes / BODIES[0] / path.name).read_bytes() == path.read_bytes()
        else:
            source = (archive.EXAMPLES.parent / "sources" / f"{path.stem}.md").read_text("utf-8")
            assert source.endswith("---\n\n" + (minutes / BODIES[0] / f"{path.stem}.md").read_text("utf-8"))


def test_an_archive_is_the_same_each_time_it_is_made(minutes: Path, tmp_path: Path) -> None:
    again = {path.relative_to(tmp_path): path.read_bytes() for path in archive.write_archive(tmp_path, copies=12)}
    assert again == {path.relative_to(minutes): path.read_bytes() for path in minutes.rglob("*.*")}


def test_there_are_as_many_meetings_as_copies_of_the_examples_and_no_two_have_a_text_in_common(minutes: Path) -> None:
    texts = {re.sub(r"\d", "", document.text) for document in documents(minutes)}
    assert len(texts) == 12 * len(list(archive.EXAMPLES.iterdir()))


def test_every_weekday_fits_its_date(minutes: Path) -> None:
    written = [found for document in documents(minutes) for found in DATED.findall(document.text)]
    assert len(written) > 12 * len(list(archive.EXAMPLES.iterdir()))
    for weekday, day in written:
        assert dt.datetime.strptime(" ".join(day.split()), "%d %B %Y").strftime("%A") == weekday, day  # noqa: DTZ007


@pytest.mark.parametrize(
    ("was", "earlier"),
    [
        ("Tuesday 31 January, 10:00", "Sunday 31 January, 10:00"),  # no year written: that of the meeting, 2023
        ("Monday 1\nJanuary", "Saturday 1\nJanuary"),  # the year after the meeting's fits the weekday
        ("Wednesday 29 January 2025", "Sunday 29 January 2023"),
        ("29 February 2024", "28 February 2022"),
        ("date: 2023-09-27", "date: 2021-09-27"),
        ("AP 9/23 and 44/24 by 31/7", "AP 9/21 and 44/22 by 31/7"),
        ("Monthly Assurance 25.9.24", "Monthly Assurance 25.9.22"),
        ("the precept for 2023/24", "the precept for 2021/22"),
        ("since 2019, £2,000", "since 2017, £2,000"),
        ("the March meeting, before Christmas", "the March meeting, before Christmas"),
    ],
)
def test_each_way_of_writing_a_date_goes_back_by_whole_years(was: str, earlier: str) -> None:
    assert archive.shift(was, years=2, held=dt.date(2023, 1, 25)) == earlier


@pytest.mark.parametrize("copy", [4, 11])
def test_a_copy_is_read_as_the_minutes_it_was_made_from(minutes: Path, copy: int) -> None:
    back = archive.SPAN * (copy % archive.COPIES_OF_A_BODY)
    body = BODIES[copy // archive.COPIES_OF_A_BODY]
    found: Counter[str] = Counter()
    for path in sorted((minutes / BODIES[0]).glob("202[34]-*"))[::6]:
        (copied,) = (minutes / body).glob(f"{int(path.name[:4]) - back}{path.name[4:10]}-monthly-*")
        (meeting, records), (first, firsts) = parsed(copied), parsed(path)
        assert meeting.date == dt.date.fromisoformat(copied.name[:10])
        assert len(meeting.items) == len(first.items)
        assert len(meeting.attendance) == len(first.attendance)
        dues, was = ([a.due for a in r if isinstance(a, Action)] for r in (records, firsts))
        assert len(dues) == len(was)
        for due, before in zip(dues, was, strict=True):
            assert (due is None) == (before is None)
            assert not (due and before) or abs((before - due).days - round(365.25 * back)) <= A_WEEKEND_AND_MORE
        found["due"] += sum(due is not None for due in dues)
        found["people"] += sum(a.name != b.name for a, b in zip(meeting.attendance, first.attendance, strict=True))
    assert found["due"] > 5
    assert found["people"] > 5


def test_one_meeting_more_is_held_after_all_others(minutes: Path, tmp_path: Path) -> None:
    more = archive.write_next(tmp_path)
    last = max(path.name for path in (minutes / BODIES[0]).iterdir())
    assert parsed(more)[0].date == dt.date.fromisoformat(more.name[:10]) > dt.date.fromisoformat(last[:10])


def test_more_copies_than_there_are_bodies_for_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="from 1 to 100"):
        archive.write_archive(tmp_path, copies=101)


def test_every_phrase_gives_way_to_as_many_words() -> None:
    rows: list[tuple[str, ...]] = [*wording.FIRST_NAMES, *wording.SURNAMES, *wording.WORDS]
    for topic in wording.TOPICS:
        rows += zip(*topic, strict=False)
    for options in rows:
        assert len({len(phrase.split()) for phrase in options}) == 1, options


def test_percentiles_are_times_that_so_many_do_not_exceed() -> None:
    times = [float(n) for n in range(1, 102)]
    assert (percentile(times, 50), percentile(times, 95), percentile([7.0], 95)) == (51.0, 96.0, 7.0)


def test_the_bench_runs_and_gives_every_figure(tmp_path: Path) -> None:
    few, told = tmp_path / "few", tmp_path / "figures.json"
    few.mkdir()
    for name, text, encoding in archive.texts()[:3]:
        (few / name).write_bytes(text.encode(encoding))
    command = [sys.executable, str(ROOT / "bench" / "bench.py"), "--sizes", "1", "--rounds", "1"]
    command += ["--json", str(told), "--examples", str(few)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (figures,) = json.loads(told.read_text("utf-8"))
    assert figures["files"] == 3
    assert figures["counts"]["meetings"] == 4  # the one of the night is there
    assert figures["same"]["cpu"] < figures["full"]["cpu"]
    assert all(20 < figures[each]["peak"] < 1000 for each in ("full", "same", "night", "first"))
    assert len(figures["found"]) == 40
    assert any(figures["found"])
    assert "| full reindex, s |" in done.stdout
