"""The register gives back exactly what was written, complete and in order."""

import dataclasses
import datetime as dt
import sqlite3
import threading
import tracemalloc
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

import pytest

from assurance_bot.document import Document, Line, Locator, Problem, Quote, Span
from assurance_bot.errors import DamagedError, NotFoundError
from assurance_bot.records import (
    Acronym,
    Action,
    AgendaItem,
    AnyRecord,
    Attendance,
    Extract,
    Meeting,
    Mention,
    Party,
    Passage,
    Question,
    Record,
    Statement,
    Trail,
)
from assurance_bot.store import Kind, Register, superseded, write
from assurance_bot.store.codec import hints
from assurance_bot.store.schema import KINDS

DAY = dt.date(2024, 3, 27)
CC = Party("The CC", "CC", "Robin Vale")
DCC = Party("Sam Hurst", "DCC", "Sam Hurst", inferred=True)


def filled(hint: Any, numbers: Iterator[int]) -> Any:
    """Return a value of a type in which no field is left at its default, whatever fields there are."""
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return hint(**{name: filled(each, numbers) for name, each in hints(hint).items()})
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return filled(next(arg for arg in args if arg is not types.NoneType), numbers)
    if origin is Literal:
        return args[-1]
    if origin is tuple:
        return tuple(filled(arg, numbers) for arg in (args if args[1] is not ... else (args[0], args[0])))
    if origin is not None and issubclass(origin, Mapping):
        return types.MappingProxyType({"title": "minutes", "author": "née “Ŵ”"})
    made: Any = {str: "words £%d “…” 🙂", int: 7, float: 0.5, bool: True, dt.date: DAY}[hint]
    number = next(numbers)
    if isinstance(made, str):
        return made % number
    if isinstance(made, dt.date):
        return made + dt.timedelta(number)
    return made if isinstance(made, bool) else made + number


def quote(words: str, source: str, line: int = 1) -> Quote:
    return Quote(words, (Span(0, len(words)),), Locator(source, 2, line, line))


def document(source: str, text: str = "The CC will write.") -> Document:
    return Document(source, text, (Line(1, Span(0, len(text)), 2),), "ab" * 32, "text")


def meeting(day: dt.date | None, *, source: str = "", body: str = "Board", **changes: Any) -> Meeting:
    name = f"{body.lower()}-{day}"
    made = Meeting(name, source or f"{name}.txt", f"{body} {day}", body, body.lower(), day)
    return replace(made, **changes)


def action(nth: int, of: Meeting, *owners: Party, passage: int = 0) -> Action:
    made = quote(f"Action {nth}", of.source)
    return Action(id=f"A-{nth:04}{of.id}", meeting=of.id, item=None, passage=passage, quote=made, owners=owners)


def extract(of: Meeting, *records: AnyRecord) -> Extract:
    return Extract(of, records, ())


def stored(path: Path, extracts: Iterable[Extract], **more: Any) -> Register:
    held = list(extracts)
    given: dict[str, Any] = {"trails": (), "problems": (), "facts": {}}
    write(path, documents=[document(e.meeting.source) for e in held], extracts=held, **(given | more))
    return Register(path)


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    return tmp_path / "000001-abcdef" / "records.db"


@pytest.fixture(autouse=True)
def _folder(path: Path) -> None:
    path.parent.mkdir()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_record_with_every_field_filled_comes_back_equal(path: Path, kind: Kind) -> None:
    of = meeting(DAY)
    full: Any = replace(filled(KINDS[kind], count(1)), meeting=of.id)
    assert all(getattr(full, field.name) not in ((), None, False) for field in dataclasses.fields(full))
    bare = replace(full, id="X-BARE", item=None, **_defaults(KINDS[kind]))
    register = stored(path, [extract(of, full, bare)])
    assert register.find(kind) == [full, bare]
    assert register.record(full.id) == full
    register.close()


def _defaults(kind: type[Record]) -> dict[str, Any]:
    own = [field for field in dataclasses.fields(kind) if field.default is not dataclasses.MISSING]
    return {field.name: field.default for field in own}


def test_a_meeting_with_every_field_filled_comes_back_equal(path: Path) -> None:
    full: Meeting = filled(Meeting, count(1))
    register = stored(path, [extract(full)])
    assert register.meeting(full.id) == full
    assert register.meetings() == [replace(full, passages=())]
    assert full.passages
    assert full.items
    assert full.attendance
    register.close()


def test_a_document_with_every_field_filled_comes_back_equal(path: Path) -> None:
    full: Document = filled(Document, count(1))
    write(path, documents=[full], extracts=(), trails=(), problems=(), facts={})
    register = Register(path)
    assert register.document(full.source) == full
    assert register.text(full.source) == full.text
    register.close()


def test_a_quote_can_be_made_again_from_a_document_read_back(path: Path) -> None:
    text = "Page 1\nThe CC will \n\nwrite “soon”.\n"
    lines = (Line(1, Span(0, 6), 1), Line(2, Span(7, 19), 1), Line(3, Span(20, 20), 1), Line(4, Span(21, 34), 2))
    whole = Document("a/b.txt", text, lines, "00", "text")
    write(path, documents=[whole], extracts=(), trails=(), problems=(), facts={})
    register = Register(path)
    spans = (Span(7, 18), Span(21, 34))
    assert register.document("a/b.txt").quote(spans) == whole.quote(spans)
    register.close()


def test_trails_problems_acronyms_and_facts_come_back_equal(path: Path) -> None:
    numbers = count(1)
    trails: list[Trail] = [filled(Trail, numbers), replace(filled(Trail, numbers), replaced_by=None)]
    problems: list[Problem] = [filled(Problem, numbers), Problem("b.txt", None, "no date")]
    acronym: Acronym = filled(Acronym, numbers)
    extracts = [Extract(meeting(DAY), (), (acronym,))]
    register = stored(path, extracts, trails=trails, problems=problems, facts={"name": "000001", "a": "b"})
    assert register.trails() == trails
    assert register.trails([trails[1].id]) == trails[1:]
    assert register.trails([]) == []
    assert register.problems() == problems
    assert register.acronyms() == [acronym]
    assert register.facts() == {"a": "b", "name": "000001", "schema": "3"}
    register.close()


def test_a_trail_is_found_by_any_action_mentioned_in_it(path: Path) -> None:
    mentions = tuple(Mention(each, "m", DAY, "open", None, ()) for each in ("A-1", "A-2", None))
    trail = Trail("A-1", "Write", (CC,), mentions)
    register = stored(path, [], trails=[trail, Trail("A-9", "Other", (), ())])
    assert [register.trail_of(each) for each in ("A-1", "A-2", "A-3")] == [trail, trail, None]
    register.close()


def test_records_are_ordered_by_date_then_place_and_undated_last(path: Path) -> None:
    days = [dt.date(2024, 5, 1), None, dt.date(2023, 5, 1)]
    extracts = []
    for day in days:
        of = meeting(day)
        extracts.append(extract(of, action(2, of, CC, passage=9), action(1, of, CC, passage=3)))
    register = stored(path, extracts)
    found = [(record.meeting[6:], record.passage) for record in register.find("action")]
    assert found == [
        ("2023-05-01", 3),
        ("2023-05-01", 9),
        ("2024-05-01", 3),
        ("2024-05-01", 9),
        ("None", 3),
        ("None", 9),
    ]
    assert [m.date for m in register.meetings()] == [days[2], days[0], None]
    register.close()


@pytest.fixture(name="register")
def _register(path: Path) -> Iterator[Register]:
    march, april = meeting(dt.date(2024, 3, 1)), meeting(dt.date(2024, 4, 1))
    other = meeting(dt.date(2024, 4, 1), body="Panel", attendance=(Attendance("Robin Vale", "CC"),))
    heard = (Attendance("Robin Vale", "CC"), Attendance("Kit Lowe", "PCC", presence="apologies"), Attendance("A Guest"))
    said = Statement(
        id="S-1", meeting=april.id, item=None, passage=4, quote=quote("It will.", april.source),
        nature="commitment", speakers=(DCC,),
    )  # fmt: skip
    asked = Question(
        id="Q-1", meeting=april.id, item=None, passage=5, quote=quote("Why?", april.source),
        asker=Party("PCC", "PCC"), asked_of=CC, replies=("S-1",),
    )  # fmt: skip
    extracts = [
        extract(replace(march, attendance=heard), action(1, march, CC), action(2, march, DCC, passage=1)),
        extract(replace(april, attendance=heard[:1]), action(3, april, CC, DCC), action(4, april), said, asked),
        extract(other, action(5, other, Party("vale"))),
    ]
    register = stored(path, extracts)
    yield register
    register.close()


def numbers(found: Iterable[AnyRecord]) -> list[str]:
    return [record.id[2:6] for record in found]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, "0001 0002 0003 0004 0005"),
        ({"roles": ["CC"]}, "0001 0003"),
        ({"roles": ["cc", "DCC"]}, "0001 0002 0003"),
        ({"people": ["robin vale"]}, "0001 0003"),
        ({"people": ["Vale"]}, "0005"),  # as written, where nobody knows who that is
        ({"roles": ["DCC"], "people": ["Robin Vale"]}, "0001 0002 0003"),
        ({"between": (dt.date(2024, 3, 1), dt.date(2024, 3, 1))}, "0001 0002"),
        ({"between": (dt.date(2024, 3, 2), None)}, "0003 0004 0005"),
        ({"body": "board"}, "0001 0002 0003 0004"),
        ({"passages": {"board-2024-03-01#1"}}, "0002"),
        ({"passages": set()}, ""),
        ({"ids": ["A-0004board-2024-04-01", "nothing"]}, "0004"),
        ({"ids": []}, ""),
        ({"roles": ["'; DROP TABLE records"]}, ""),
    ],
)
def test_find_gives_every_record_that_fulfils_all_conditions(
    register: Register, asked: dict[str, Any], expected: str
) -> None:
    assert numbers(register.find("action", **asked)) == expected.split()


def test_find_tells_who_asks_from_who_is_asked(register: Register) -> None:
    assert len(register.find("question", roles=["CC"])) == 1
    assert register.find("question", roles=["CC"], parts=["asker"]) == []
    assert len(register.find("question", roles=["PCC"], parts=["asker"])) == 1


def test_find_gives_only_the_natures_asked_for(register: Register) -> None:
    assert len(register.find("statement", natures=["commitment", "report"])) == 1
    assert register.find("statement", natures=["report"]) == []


def test_meetings_are_chosen_by_day_and_body(register: Register) -> None:
    assert [m.id for m in register.meetings(between=(dt.date(2024, 4, 1), None))] == [
        "board-2024-04-01",
        "panel-2024-04-01",
    ]
    assert [m.id for m in register.meetings(body="PANEL")] == ["panel-2024-04-01"]


def test_holders_are_those_recorded_in_a_role_from_first_to_last_day(register: Register) -> None:
    first, last = dt.date(2024, 3, 1), dt.date(2024, 4, 1)
    assert register.holders() == [
        ("CC", "Robin Vale", "Board", first, last),
        ("PCC", "Kit Lowe", "Board", first, first),
        ("CC", "Robin Vale", "Panel", last, last),
    ]


def test_a_record_is_found_by_a_unique_beginning_of_its_id_in_any_case(register: Register) -> None:
    assert register.record("a-0003").id == "A-0003board-2024-04-01"
    assert register.record(" S-1 ").id == "S-1"
    assert register.meeting("PANEL").id == "panel-2024-04-01"


@pytest.mark.parametrize("asked", ["A-0", "A-0009", "A-0001x", "Z-1", "", "%", "_", "A" * 10_000, "\x00", "'"])
def test_an_unknown_or_unclear_id_names_those_near(register: Register, asked: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        register.record(asked)
    assert ("A-0001board-2024-03-01" in str(caught.value)) == asked.startswith("A-0")


def test_records_come_in_the_order_asked_for(register: Register) -> None:
    ids = ["Q-1", "A-0002board-2024-03-01", "S-1"]
    assert [record.id for record in register.records(ids)] == ids
    with pytest.raises(NotFoundError, match="“nothing”"):
        register.records(["S-1", "nothing"])


def test_a_source_is_found_by_a_unique_end_of_its_path(path: Path) -> None:
    sources = ["force/2024/march.txt", "force/2023/march.txt", "april.txt"]
    write(path, documents=map(document, sources), extracts=(), trails=(), problems=(), facts={})
    register = Register(path)
    assert register.document("2024/march.txt").source == sources[0]
    assert register.text("april.txt") == "The CC will write."
    with pytest.raises(NotFoundError, match=r"force/2023/march\.txt, force/2024/march\.txt"):
        register.document("march.txt")
    with pytest.raises(NotFoundError, match=r"“rch\.txt”"):
        register.text("rch.txt")
    register.close()


def test_counts_are_of_what_is_answered_from(register: Register) -> None:
    counts = register.counts()
    assert (counts["meetings"], counts["actions"], counts["statements"], counts["figures"]) == (3, 5, 1, 0)


def test_a_draft_gives_way_to_the_final_minutes_and_stays_reachable(path: Path) -> None:
    final = meeting(DAY, source="b.txt")
    draft = replace(final, source="a.txt", version="draft", id=f"{final.id}-draft")
    both = [extract(draft, action(1, draft, CC)), extract(final, action(2, final, CC))]
    register = stored(path, both, superseded={"a.txt": "b.txt"})
    assert [m.source for m in register.meetings()] == ["b.txt"]
    assert numbers(register.find("action")) == ["0002"]
    assert numbers(register.find("action", drafts=True)) == ["0001", "0002"]
    assert len(register.meetings(drafts=True)) == 2
    assert register.meeting(draft.id) == draft
    assert register.superseded_by(draft.id) == final.id
    assert register.superseded_by(final.id) is None
    assert register.record("A-0001").meeting == draft.id
    assert (register.counts()["meetings"], register.counts()["superseded"], register.counts()["actions"]) == (1, 1, 1)
    register.close()


def test_of_two_things_with_one_id_that_answered_from_is_given(path: Path) -> None:
    final = meeting(DAY, source="b.txt")
    draft = replace(final, source="a.txt", version="draft")
    both = [extract(draft, action(1, draft, DCC)), extract(final, action(1, final, CC))]
    register = stored(path, both, superseded={"a.txt": "b.txt"})
    assert register.meeting(final.id).source == "b.txt"
    found = register.record("A-0001")
    assert isinstance(found, Action)
    assert found.owners == (CC,)
    assert register.records([found.id]) == [found]
    register.close()


def test_superseded_are_drafts_and_the_same_minutes_twice() -> None:
    final = meeting(DAY, source="b.txt")
    draft = replace(final, source="c.txt", version="draft")
    assert superseded([draft, final]) == {"c.txt": "b.txt"}
    assert superseded([draft, replace(draft, source="d.txt")]) == {"c.txt": "d.txt"}
    assert superseded([final, replace(final, source="b2.txt")]) == {"b.txt": "b2.txt"}
    assert superseded([replace(final, time="10:00"), replace(final, source="x", time="14:00")]) == {}
    assert superseded([final, replace(final, source="x", id="another")]) == {}
    assert superseded([draft, meeting(dt.date(2024, 4, 1))]) == {}
    assert superseded([meeting(None, source="x"), meeting(None, source="y", version="draft")]) == {}


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        of: Meeting = filled(Meeting, count(1))
        records = tuple(replace(filled(kind, count(1)), id=f"{kind.__name__}-1") for kind in KINDS.values())
        (tmp_path / name).mkdir()
        stored(tmp_path / name / "r.db", [Extract(of, records, ())], trails=[filled(Trail, count(1))]).close()
        written.append((tmp_path / name / "r.db").read_bytes())
    assert written[0] == written[1]


def test_a_published_register_cannot_be_written_to(register: Register, path: Path) -> None:
    path.chmod(0o644)
    before = path.read_bytes()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        register._lender._make().execute("DELETE FROM facts")  # noqa: SLF001 — there is no public way to write
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["records.db"]


@pytest.mark.usefixtures("register")
def test_the_file_is_sound_and_its_tables_strict(path: Path) -> None:
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    tables = db.execute("SELECT name, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite_%'").fetchall()
    assert all(strict for _, strict in tables)
    assert {"documents", "meetings", "attendance", "items", "passages", "actions", "record_references"} <= {
        n for n, _ in tables
    }
    db.close()


@pytest.mark.usefixtures("register")
def test_who_owes_is_looked_up_in_an_index(path: Path) -> None:
    db = sqlite3.connect(path)
    plan = db.execute("EXPLAIN QUERY PLAN SELECT record FROM parties WHERE role COLLATE NOCASE IN ('CC')").fetchall()
    assert any("USING INDEX" in row[3] for row in plan)
    db.close()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5_000])


def _garble(path: Path) -> None:
    path.write_bytes(b"\x93garbage" * 4_000)


def _old(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("UPDATE facts SET value = '0' WHERE name = 'schema'")
    db.commit()
    db.close()


@pytest.mark.parametrize("damage", [_cut, _garble, _old, Path.unlink])
def test_a_damaged_register_names_the_generation(path: Path, damage: Any) -> None:
    of = meeting(DAY)
    stored(path, [extract(of, action(1, of, CC))]).close()
    damage(path)
    with pytest.raises(DamagedError, match="000001-abcdef"):
        Register(path).find("action")


def test_eight_threads_read_what_one_reads(register: Register) -> None:
    expected = (register.find("action", roles=["CC"]), register.meeting("board-2024-04-01"), register.holders())
    wrong: list[object] = []

    def read() -> None:
        for _ in range(25):
            got = (register.find("action", roles=["CC"]), register.meeting("board-2024-04-01"), register.holders())
            if got != expected:
                wrong.append(got)
        done.append(True)

    done: list[bool] = []
    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (wrong, len(done)) == ([], 8)


def _many(meetings: int) -> Iterator[Extract]:
    for nth in range(meetings):
        of = meeting(DAY + dt.timedelta(nth))
        passages = tuple(Passage(index, (Span(index, index + 5),)) for index in range(60))
        items = (AgendaItem(0, "1", "Matters", None, Span(0, 5)),)
        records = [action(number, of, CC, passage=number) for number in range(10)]
        yield Extract(replace(of, passages=passages, items=items), tuple(records), ())


def _peak(path: Path, meetings: int) -> int:
    tracemalloc.start()
    sources = (document(each.meeting.source, "word " * 4_000) for each in _many(meetings))
    write(path, documents=sources, extracts=_many(meetings), trails=(), problems=(), facts={})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_does_not_grow_with_the_meetings(tmp_path: Path) -> None:
    few, many = _peak(tmp_path / "few.db", 40), _peak(tmp_path / "many.db", 120)
    assert many < few * 1.25


def test_a_register_is_never_written_over(path: Path) -> None:
    stored(path, []).close()
    with pytest.raises(FileExistsError):
        stored(path, [])
