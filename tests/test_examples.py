"""The invented minutes and their truth agree: words, weekdays, due dates, trails.

Nothing here calls the package: the due dates and statuses are worked out a second time, from the words alone.
"""

from __future__ import annotations

import calendar
import codecs
import datetime as dt
import io
import json
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html

sys.path.append(str(Path(__file__).resolve().parent.parent))  # the examples are no part of the package

from examples.formats.pdf import BOTTOM, COLUMN, LEFT, TOP
from examples.formats.source import read_source
from examples.make_formats import SOURCES, made

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
TRUTH: dict[str, Any] = json.loads((EXAMPLES / "truth.json").read_text(encoding="utf-8"))
MEETINGS: list[dict[str, Any]] = TRUTH["meetings"]
TRAILS: list[dict[str, Any]] = TRUTH["trails"]
FINAL = [m for m in MEETINGS if m["version"] == "final"]
HELD = [dt.date.fromisoformat(m["date"]) for m in FINAL]
BY_NAME = [pytest.param(m, id=m["source"]) for m in MEETINGS]
MADE = {m["source"] for m in MEETINGS if Path(m["source"]).suffix in (".pdf", ".docx", ".html")}
BY_SOURCE = [pytest.param(path, id=path.stem) for path in sorted(SOURCES.iterdir())]
BY_MADE = [pytest.param(m, id=m["source"]) for m in MEETINGS if m["source"] in MADE]
BY_KEY = [pytest.param(t, id=t["key"]) for t in TRAILS]

CAST = {
    *("Rosalind Quayle", "Imran Calloway", "Douglas Harkaway", "Callum Strand", "Priya Venn", "Owen Thackery"),
    *("Bettina Crosswell", "Tomasz Wren", "Adaeze Finch", "Nerys Pembrey", "Fergus Amblin", "Lorna Haldane"),
    "Dilys Marrow",
}

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTH = "(" + "|".join(MONTHS) + ")"
NUMBERS = {"two": 2, "six": 6, "10": 10}
# Bank holidays of England in the two years, the coronation among them.
BANK_HOLIDAYS = {
    dt.date.fromisoformat(day)
    for day in (
        *("2023-01-02", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-08", "2023-05-29", "2023-08-28"),
        *("2023-12-25", "2023-12-26", "2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27"),
        *("2024-08-26", "2024-12-25", "2024-12-26", "2025-01-01"),
    )
}

PIECES = {  # the key that holds the pieces of a string which furniture parts
    "text_verbatim": "verbatim_segments",
    "verbatim": "verbatim_segments",
    "reply_verbatim": "reply_segments",
    "sentence_verbatim": "sentence_segments",
    "value_verbatim": "value_segments",
}


def fold(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@cache
def read(source: str) -> str:
    """Return the text of a file, or that of which it was made: by its byte order mark, else UTF-8, else Windows-1252."""
    text = SOURCES / f"{Path(source).stem}.md"
    data = (text if source in MADE else EXAMPLES / "minutes" / source).read_bytes()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def stands(pieces: list[str], text: str) -> bool:
    """Return whether the pieces stand in the text in order."""
    at = 0
    for piece in pieces:
        at = text.find(piece, at)
        if not piece or at < 0:
            return False
        at += len(piece)
    return True


def verbatims(entry: object) -> Iterator[list[str]]:
    """Yield each verbatim string below `entry`, as the pieces in which it stands."""
    if isinstance(entry, dict):
        for key, value in entry.items():
            if key == "evidence_verbatim":
                yield from ([piece] for piece in value)
            elif key in PIECES and value is not None:
                yield entry.get(PIECES[key], [value])
            elif (key.endswith("_verbatim") or key == "unattributed") and value:
                yield from ([piece] for piece in ([value] if isinstance(value, str) else value))
            else:
                yield from verbatims(value)
    elif isinstance(entry, list):
        for value in entry:
            yield from verbatims(value)


def nearest(day: int, month: int, meeting: dt.date) -> dt.date:
    """Return the day and month in the year that brings them closest to the meeting."""
    years = (meeting.year - 1, meeting.year, meeting.year + 1)
    return min((dt.date(year, month, day) for year in years), key=lambda date: abs(date - meeting))


def first_on_or_after(day: int, month: int, meeting: dt.date) -> dt.date:
    date = dt.date(meeting.year, month, day)
    return date if date >= meeting else dt.date(meeting.year + 1, month, day)


def month_end(month: int, year: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def working_days(count: int, start: dt.date) -> dt.date:
    date = start
    while count:
        date += dt.timedelta(days=1)
        count -= date.weekday() < 5 and date not in BANK_HOLIDAYS
    return date


def meeting_in(month: int, meeting: dt.date, following: dt.date) -> dt.date:
    """Return the meeting of that month: the one announced, else the one that was held."""
    if following.month == month:
        return following
    return next(date for date in HELD if date >= meeting and date.month == month)


def due_of(words: str, meeting: dt.date, following: dt.date) -> dt.date | None:
    """Return the day the words mean, None for none; raises ValueError where they are not understood."""
    w = re.sub(r"^(by|to|at|on) ", "", words.lower())
    if w in {"asap", "as soon as possible", "ongoing"}:
        return None
    if m := re.fullmatch(r"(?:with)?in (\w+) weeks", w):
        return meeting + dt.timedelta(weeks=NUMBERS[m[1]])
    if m := re.fullmatch(r"within (\w+) working days", w):
        return working_days(NUMBERS[m[1]], meeting)
    if re.fullmatch(r"(before )?(the )?next meeting( in \w+)?", w):
        return following
    if m := re.fullmatch(rf"(?:the )?{MONTH} meeting", w):
        return meeting_in(MONTHS[m[1]], meeting, following)
    if m := re.fullmatch(r"(?:the )?end of q([1-4])", w):
        month = 3 * int(m[1])
        return month_end(month, first_on_or_after(28, month, meeting).year)
    if w.endswith("end of the financial year"):
        return first_on_or_after(31, 3, meeting)
    if w.endswith("end of the calendar year"):
        return dt.date(meeting.year, 12, 31)
    if m := re.fullmatch(rf"(?:the )?end of {MONTH}( \d{{4}})?", w):
        year = int(m[2]) if m[2] else first_on_or_after(28, MONTHS[m[1]], meeting).year
        return month_end(MONTHS[m[1]], year)
    if m := re.fullmatch(r"(\d+)/(\d+)", w):
        return first_on_or_after(int(m[1]), int(m[2]), meeting)
    if m := re.fullmatch(rf"(?:(\w+day) )?(\d+) {MONTH}( \d{{4}})?", w):
        day, month = int(m[2]), MONTHS[m[3]]
        date = dt.date(int(m[4]), month, day) if m[4] else first_on_or_after(day, month, meeting)
        if m[1] and calendar.day_name[date.weekday()].lower() != m[1]:
            raise ValueError(f"{words!r}: {date} is no {m[1]}")
        return date
    raise ValueError(f"{words!r} is not understood")


def iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def test_every_file_has_one_entry() -> None:
    files = sorted(path.name for path in (EXAMPLES / "minutes").iterdir())
    assert files == sorted(m["source"] for m in MEETINGS)


def test_one_file_is_in_windows_1252_and_one_in_utf_16() -> None:
    other = []
    for meeting in (m for m in MEETINGS if m["source"] not in MADE):
        data = (EXAMPLES / "minutes" / meeting["source"]).read_bytes()
        if data.startswith(codecs.BOM_UTF16_LE):
            other.append("utf-16")
        else:
            try:
                data.decode("utf-8")
            except UnicodeDecodeError:
                other.append("cp1252")
    assert sorted(other) == ["cp1252", "utf-16"]


def as_shown(source: str) -> str:
    """Return the words a made file shows, by means other than the package's: no furniture, no words struck or deleted."""
    path = EXAMPLES / "minutes" / source
    if path.suffix == ".pdf":
        return of_pdf(path)
    if path.suffix == ".docx":
        return of_word(path)
    return " ".join(html.fromstring(path.read_bytes()).find(".//main").itertext())


def of_pdf(path: Path) -> str:
    """Return the words between header and footer; below the name of the Action column those left of the column."""
    column = read_source(SOURCES / f"{path.stem}.md").column
    with pypdfium2.PdfDocument(path) as file:
        pages = [page.get_textpage() for page in file]
        width, height = file[0].get_size()
        right, top = width - LEFT, height - TOP
        split = top
        if column:
            place, _ = pages[0].search("Action", match_case=True, match_whole_word=True).get_next()
            split = pages[0].get_charbox(place)[3] + 2
        above = pages[0].get_text_bounded(LEFT, split, right, top + 2) if column else ""
        inner = right - COLUMN if column else right
        below = [page.get_text_bounded(LEFT, BOTTOM, inner, split if i == 0 else top) for i, page in enumerate(pages)]
        return "\n".join([above, *below])


def of_word(path: Path) -> str:
    def text(paragraph: Any) -> str:
        runs = (r for r in paragraph.iter(qn("w:r")) if r.find(f"{qn('w:rPr')}/{qn('w:strike')}") is None)
        return "".join(t.text or "" for run in runs for t in run.iter(qn("w:t")))

    document = Document(str(path))
    edges = [edge for section in document.sections for edge in (section.header, section.footer)]
    roots = [document.element.body, *(edge._element for edge in edges)]  # noqa: SLF001 (Word's own words, unread)
    return "\n".join(text(paragraph) for root in roots for paragraph in root.iter(qn("w:p")))


def content(data: bytes, name: str) -> bytes | dict[str, bytes]:
    """Return what two makings of a file have in common: its bytes; of Word's, the parts, which zlib packs as it likes."""
    if not name.endswith(".docx"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {f"{part.filename} of {part.date_time}": archive.read(part) for part in archive.infolist()}


@pytest.mark.parametrize("path", BY_SOURCE)
def test_the_file_that_is_kept_is_the_one_that_is_made_of_its_source(path: Path) -> None:
    name, data = made(path)
    assert content(data, name) == content((EXAMPLES / "minutes" / name).read_bytes(), name)


@pytest.mark.parametrize("path", BY_SOURCE)
def test_making_a_file_again_gives_the_same_bytes(path: Path) -> None:
    assert made(path) == made(path)


def test_half_of_the_minutes_are_pdf_word_and_web_pages_and_each_hand_wrote_some_text() -> None:
    assert Counter(Path(m["source"]).suffix for m in MEETINGS) == {
        ".txt": 10,
        ".pdf": 6,
        ".docx": 4,
        ".html": 3,
        ".md": 2,
    }
    text = [m["date"] for m in MEETINGS if m["source"] not in MADE]
    hands = Counter("first" if day < "2023-09" else "second" if day < "2024-05" else "third" for day in text)
    assert min(hands.values()) >= 2


@pytest.mark.parametrize("meeting", BY_MADE)
def test_every_verbatim_string_is_shown_in_the_made_file(meeting: dict[str, Any]) -> None:
    text = fold(as_shown(meeting["source"]))
    wanted = [[fold(piece.replace("|", " ")) for piece in pieces] for pieces in verbatims(meeting)]
    assert [pieces for pieces in wanted if not stands(pieces, text)] == []


@pytest.mark.parametrize("meeting", BY_MADE)
def test_no_word_is_shown_that_is_not_in_the_source_and_none_is_lost(meeting: dict[str, Any]) -> None:
    source = read_source(SOURCES / f"{Path(meeting['source']).stem}.md")
    _, _, text = read(meeting["source"]).split("---\n", 2)
    wanted, shown = (Counter(re.findall(r"[^\W\d_]{3,}", words)) for words in (text, as_shown(meeting["source"])))
    edges = Counter(re.findall(r"[^\W\d_]{3,}", " ".join((*source.header, *source.footer, source.body))))
    assert wanted - shown == Counter()
    assert shown - wanted - edges == Counter()


@pytest.mark.parametrize("meeting", BY_NAME)
def test_every_verbatim_string_stands_in_its_file(meeting: dict[str, Any]) -> None:
    text = fold(read(meeting["source"]))
    missing = [pieces for pieces in verbatims(meeting) if not stands([fold(p) for p in pieces], text)]
    assert missing == []


@pytest.mark.parametrize("meeting", BY_NAME)
def test_header_values_stand_in_the_file(meeting: dict[str, Any]) -> None:
    text = fold(read(meeting["source"])).casefold()
    names = [a["name"] for a in meeting["attendees"]]
    short = [a[key] for a in meeting["attendees"] for key in ("role", "abbreviation", "initials") if a[key]]
    header = [meeting[key] for key in ("title", "body", "time", "venue", "chair", "minutes_by", "marking")]
    wanted = [value for value in (*names, *short, *meeting["apologies"], *header) if value]
    assert [value for value in wanted if value.casefold() not in text] == []


@pytest.mark.parametrize("meeting", BY_NAME)
def test_every_item_stands_on_a_line_with_its_number_on_it_or_just_above(meeting: dict[str, Any]) -> None:
    lines = [line.strip("#*\f ") for line in read(meeting["source"]).split("\n") if line.strip()]
    at = -1
    for item in meeting["items"]:
        number = re.escape(item["number"])
        heading = re.compile(rf"({number}[.]? )?{re.escape(item['title'])}")
        at = next(i for i in range(at + 1, len(lines)) if heading.fullmatch(lines[i]))
        found = re.match(rf"{number}\b", lines[at]) or re.fullmatch(rf"{number}\.?", lines[at - 1])
        assert found or not item["number"], item


@pytest.mark.parametrize("meeting", BY_NAME)
def test_every_weekday_is_right_for_its_date(meeting: dict[str, Any]) -> None:
    held = dt.date.fromisoformat(meeting["date"])
    days = "|".join(calendar.day_name)
    found = re.findall(rf"\b({days}) (\d+) {MONTH}(?: (\d{{4}}))?", fold(read(meeting["source"])), re.IGNORECASE)
    assert found
    for name, day, month, year in found:
        number = MONTHS[month.lower()]
        date = dt.date(int(year), number, int(day)) if year else nearest(int(day), number, held)
        assert calendar.day_name[date.weekday()] == name, (name, day, month)


@pytest.mark.parametrize("meeting", BY_NAME)
def test_the_date_and_the_next_date_are_written(meeting: dict[str, Any]) -> None:
    text = fold(read(meeting["source"]))
    assert meeting["source"].startswith(meeting["date"])
    for key in ("date", "next_meeting_date"):
        date = dt.date.fromisoformat(meeting[key])
        assert f"{calendar.day_name[date.weekday()]} {date.day} {calendar.month_name[date.month]}" in text


def test_all_but_one_meeting_were_held_on_the_day_announced() -> None:
    late = [b["date"] for a, b in pairwise(FINAL) if a["next_meeting_date"] != b["date"]]
    assert late == ["2023-08-31"]


def test_there_are_24_meetings_one_a_month_and_one_draft() -> None:
    assert [(d.year, d.month) for d in HELD] == [(y, m) for y in (2023, 2024) for m in range(1, 13)]
    assert [m["date"] for m in MEETINGS if m["version"] == "draft"] == ["2024-05-22"]


def test_everybody_named_is_of_the_cast() -> None:
    named = {a["name"] for m in MEETINGS for a in m["attendees"]} | {n for m in MEETINGS for n in m["apologies"]}
    assert named == CAST


@pytest.mark.parametrize("meeting", BY_NAME)
def test_whoever_speaks_or_is_asked_is_present(meeting: dict[str, Any]) -> None:
    present = {a["abbreviation"] or a["name"] for a in meeting["attendees"]}
    present |= {a["role"] for a in meeting["attendees"] if not a["abbreviation"]}
    kinds = ("commitments", "assurances", "challenges", "reports", "figures")
    said = {s["speaker"] for kind in kinds for s in meeting[kind]}
    asked = {q[key] for q in meeting["questions"] for key in ("asker", "asked_of")}
    # Questions put in writing before the meeting may come from somebody who did not attend it.
    written = {q["asker"] for q in meeting["questions"] if q["written"]}
    assert (said | asked) - present - written - {None} == set()


@pytest.mark.parametrize("meeting", BY_NAME)
def test_an_answered_question_has_a_reply_and_an_unanswered_one_has_none(meeting: dict[str, Any]) -> None:
    for question in meeting["questions"]:
        allowed = {"yes", "partly", "deferred"} if question["reply_verbatim"] else {"no", "deferred"}
        assert question["answered"] in allowed, question["verbatim"]


@pytest.mark.parametrize("meeting", BY_NAME)
def test_due_words_stand_with_the_action_and_mean_the_due_date(meeting: dict[str, Any]) -> None:
    held, following = (dt.date.fromisoformat(meeting[key]) for key in ("date", "next_meeting_date"))
    for action in meeting["actions"]:
        words = action["due_verbatim"]
        if words is None:
            assert action["due_date"] is None, action["id"]
            continue
        place = [action["text_verbatim"], action.get("row_verbatim", ""), *action.get("evidence_verbatim", [])]
        assert any(words in each for each in place), action["id"]
        assert action["due_date"] == iso(due_of(words, held, following)), (action["id"], words)


@pytest.mark.parametrize("meeting", BY_NAME)
def test_a_reference_and_the_status_of_a_log_row_stand_in_the_row(meeting: dict[str, Any]) -> None:
    signs = {"closed": r"Closed|Complete", "superseded": "Superseded by", "open": "Open"}
    for action in (a for a in meeting["actions"] if "row_verbatim" in a):
        row = action["row_verbatim"]
        status = row.split("|")[-2]
        assert action["reference"] in row
        said = next((key for key, sign in signs.items() if re.search(sign, status)), "reported")
        assert said == action["status"], row
        assert all(owner in row or owner == "Tomasz Wren" for owner in action["owner"])


@pytest.mark.parametrize("meeting", BY_NAME)
def test_an_action_of_a_draft_belongs_to_no_trail_and_any_other_to_one(meeting: dict[str, Any]) -> None:
    keys = {t["key"] for t in TRAILS}
    for action in meeting["actions"]:
        assert action["trail"] is None if meeting["version"] == "draft" else action["trail"] in keys


@pytest.mark.parametrize("trail", BY_KEY)
def test_every_action_is_a_mention_of_its_trail_in_order(trail: dict[str, Any]) -> None:
    acts = [(m, a) for m in FINAL for a in m["actions"] if a["trail"] == trail["key"]]
    told = [(m["date"], a["text_verbatim"], a["status"], a["due_date"]) for m, a in acts]
    mentions = [(m["date"], m["verbatim"], m["status"], m["due"]) for m in trail["mentions"]]
    assert [m for m in mentions if m in told] == told
    assert [m[0] for m in mentions] == sorted(m[0] for m in mentions)
    assert [a["kind"] for _, a in acts] == ["new"] + ["brought forward"] * (len(acts) - 1)
    last = next(a["owner"] for _, a in reversed(acts))
    assert trail["owner"] == ["CC" if owner == "T/CC" else owner for owner in last]


@pytest.mark.parametrize("trail", BY_KEY)
def test_every_mention_stands_in_its_file(trail: dict[str, Any]) -> None:
    for mention in trail["mentions"]:
        text = fold(read(mention["source"]))
        assert all(stands([fold(p) for p in pieces], text) for pieces in verbatims(mention)), mention["verbatim"]
        assert mention["source"].startswith(mention["date"])
        assert "draft" not in mention["source"]


@pytest.mark.parametrize("trail", BY_KEY)
def test_status_due_and_overdue_follow_from_the_mentions(trail: dict[str, Any]) -> None:
    for day in TRUTH["as_of"]:
        known = [m for m in trail["mentions"] if m["date"] <= day]
        status = known[-1]["status"] if known else "not yet"
        due = next((m["due"] for m in reversed(known) if m["due"]), None)
        late = (dt.date.fromisoformat(day) - dt.date.fromisoformat(due)).days if due else 0
        overdue = late if late > 0 and status == "open" else None
        found = (trail["status_at"][day], trail["due_at"][day], trail["overdue_days_at"][day])
        assert found == (status, due, overdue), day


@pytest.mark.parametrize("trail", BY_KEY)
def test_a_trail_ends_as_its_last_mention_says(trail: dict[str, Any]) -> None:
    last = trail["mentions"][-1]
    later = [day for day in HELD if day.isoformat() > last["date"]]
    assert trail["final_status"] == last["status"]
    assert trail["forgotten"] == (last["status"] in {"open", "reported"} and len(later) >= 3)
    assert (trail["replaced_by"] is not None) == (last["status"] == "superseded")
    if trail["replaced_by"]:
        successor = next(t for t in TRAILS if t["key"] == trail["replaced_by"])
        assert successor["mentions"][0]["date"] == last["date"]


def test_every_kind_of_life_occurs() -> None:
    statuses = [[m["status"] for m in t["mentions"]] for t in TRAILS]
    reopened = [s for s in statuses if any(a == "closed" and b != "closed" for a, b in pairwise(s))]
    assert len(reopened) == 1
    assert sum(t["final_status"] == "superseded" for t in TRAILS) >= 3
    assert sum(t["forgotten"] for t in TRAILS) >= 3
    assert sum("reported" in s for s in statuses) >= 5
    assert sum(len({m["due"] for m in t["mentions"] if m["due"]}) > 1 for t in TRAILS) >= 8


@pytest.mark.parametrize(("acronym", "expansion"), sorted(TRUTH["topics"].items()))
def test_every_acronym_is_spelt_out_beside_it(acronym: str, expansion: str) -> None:
    together = f"{expansion} ({acronym})".casefold()
    assert any(together in fold(read(m["source"])).casefold() for m in MEETINGS)
