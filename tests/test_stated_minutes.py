"""What is stated of a body, on the way from the settings to an answer: who owns, who is asked for, what is read anew."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from assurance_bot import answer
from assurance_bot.bodies import Bodies, Body, Holder
from assurance_bot.document import Document
from assurance_bot.generation import Built, build, configured, open_current
from assurance_bot.generation.inputs import Input
from assurance_bot.records import Action, AnyRecord
from support.command import inside
from support.demo import BUILT

FIRE = """Fenmoor Fire Authority
Minutes of the meeting held on {day} March 2024

Present: Ann Roe, Chair; Ben Poe, Chief Fire Officer
Apologies: none

1 Equipment
Action: QM to replace the hoses by 30 April 2024.
Action: HFR to publish the plan by 30 May 2024.
"""
PARISH = """Minutes of the meeting held on 6 March 2024

Present: Quin Moss (QM), Clerk; Ann Loe (AL), Chair

1 Hall
Action: QM to mend the fence by 1 April 2024.
"""
STATED = Body(
    "Fenmoor Fire Authority",
    offices={"HFR": "Chief Fire Officer"},
    people={"QM": (Holder("Quentin Marsh"),)},
)
DAY = dt.date(2024, 3, 31)


@dataclass
class Minutes:
    """A folder of the minutes of two bodies, its index, and the files that were parsed in the last build."""

    folder: Path
    index: Path
    parsed: list[str] = field(default_factory=list)

    def build(self, *bodies: Body) -> Built:
        """Build with these statements."""
        self.parsed.clear()
        made = configured(bodies=Bodies(bodies))

        def noting(path: Path, *, source: str) -> Document:
            self.parsed.append(source)
            return made.read(path, source=source)

        return build([self.folder], self.index, now=BUILT, pipeline=replace(made, read=noting), engine="fts5")

    def asked(self, words: str) -> list[str]:
        """Return the first words of the actions that a question finds, each with its owners."""
        with open_current(self.index) as generation:
            found = answer.actions(generation, words, today=DAY).findings
            return [f"{' '.join(f.record.text.split()[:4])} / {_owners(f.record)}" for f in found]


def _owners(record: AnyRecord) -> str:
    owners = record.owners if isinstance(record, Action) else ()
    return ", ".join(f"{o.role or '-'}, {o.person or '-'}" for o in owners)


@pytest.fixture
def minutes(tmp_path: Path) -> Minutes:
    folder = tmp_path / "minutes"
    for name, text in {
        "fire/1.txt": FIRE.format(day=5),
        "fire/2.txt": FIRE.format(day=12),
        "north/3.txt": PARISH,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return Minutes(folder, tmp_path / "index")


def test_initials_and_offices_stated_of_a_body_are_read_so_in_its_minutes_alone(minutes: Minutes) -> None:
    minutes.build(STATED)
    assert sorted(set(minutes.asked("all"))) == [
        "HFR to publish the / HFR, Ben Poe",
        "QM to mend the / -, Quin Moss",
        "QM to replace the / -, Quentin Marsh",
    ]


@pytest.mark.parametrize("name", ["HFR", "the chief fire officer", "the chief"])
def test_a_question_knows_a_stated_office_by_abbreviation_title_and_short_name(minutes: Minutes, name: str) -> None:
    minutes.build(STATED)
    assert set(minutes.asked(f"open {name}")) == {"HFR to publish the / HFR, Ben Poe"}


@pytest.mark.parametrize("name", ["QM", "Marsh", "Quentin Marsh"])
def test_a_question_knows_a_stated_person_by_initials_and_name(minutes: Minutes, name: str) -> None:
    minutes.build(STATED)
    assert "QM to replace the / -, Quentin Marsh" in minutes.asked(f"open {name}")


def test_a_holder_holds_the_office_in_the_days_stated(minutes: Minutes) -> None:
    held = (Holder("Rita Vale", dt.date(2024, 3, 6)),)
    minutes.build(replace(STATED, holders={"Chief Fire Officer": held}))
    assert {"HFR to publish the / HFR, Ben Poe", "HFR to publish the / HFR, Rita Vale"} <= set(minutes.asked("all"))


def test_minutes_that_name_no_body_get_the_name_stated_of_their_folder(minutes: Minutes) -> None:
    minutes.build(Body("Northwold Parish Council", "north"), Body("Other", "fire"))
    with open_current(minutes.index) as generation:
        bodies = {m.source: m.body for m in generation.register.meetings()}
    assert bodies["north/3.txt"] == "Northwold Parish Council"
    assert bodies["fire/1.txt"] == "Fenmoor Fire Authority"


@pytest.mark.parametrize(
    ("bodies", "parsed"),
    [
        ((STATED,), []),
        ((replace(STATED, people={}),), ["fire/1.txt", "fire/2.txt"]),
        ((), ["fire/1.txt", "fire/2.txt"]),
        ((STATED, Body("Northwold Parish Council", "north")), ["north/3.txt"]),
        ((STATED, Body("North", offices={"QM": "Clerk"})), ["north/3.txt"]),
        ((STATED, Body("Nobody", offices={"QM": "Clerk"})), []),
        (
            (replace(STATED, holders={"Chief Fire Officer": (Holder("Rita Vale", dt.date(2024, 3, 6)),)}),),
            ["fire/2.txt"],
        ),
    ],
)
def test_a_changed_statement_has_only_the_minutes_read_anew_that_it_concerns(
    minutes: Minutes, bodies: tuple[Body, ...], parsed: list[str]
) -> None:
    minutes.build(STATED)
    assert minutes.build(*bodies).published is (bodies != (STATED,))
    assert minutes.parsed == parsed


def test_a_build_after_many_statements_is_that_of_a_new_index(minutes: Minutes, tmp_path: Path) -> None:
    north = Body("Northwold Parish Council", "north")
    for bodies in ((), (STATED, north), (Body("Northwold Parish Council"),), (north,), (STATED,)):
        minutes.build(*bodies)
    anew = Minutes(minutes.folder, tmp_path / "anew")
    anew.build(STATED)
    assert (minutes.index / "current" / "records.db").read_bytes() == (
        anew.index / "current" / "records.db"
    ).read_bytes()


def test_a_statement_that_concerns_no_minutes_is_told_and_so_is_one_that_minutes_contradict(minutes: Minutes) -> None:
    built = minutes.build(Body("Nobody"), Body("North", people={"QM": (Holder("Quentin Marsh"),)}))
    told = {str(problem).partition(";")[0] for problem in built.problems}
    assert "north/3.txt: the settings say that QM is Quentin Marsh, these minutes say Quin Moss" in told
    assert any(words.startswith('[bodies."Nobody"]: no minutes name this body.') for words in told)


def test_the_command_line_reads_minutes_as_the_settings_say(minutes: Minutes, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(
        f'[minutes]\nfolders = ["{minutes.folder.name}"]\n[index]\nfolder = "{minutes.index.name}"\n'
        '[bodies."Fenmoor Fire Authority"]\npeople = { QM = "Quentin Marsh" }\n',
        encoding="utf-8",
    )
    assert inside("--config", settings, "reindex").status == 0
    told = inside("--config", settings, "actions", "open", "Marsh", "--as-of", "2024-03-31", "--json").data
    assert [finding["owners"] for finding in told["findings"]] == [["Quentin Marsh"]] * 2


@pytest.mark.parametrize(("name", "anew"), [("a.pdf", True), ("a.PDF", True), ("a.txt", False), ("a.docx", False)])
def test_ocr_has_only_pdfs_read_anew(name: str, anew: bool) -> None:
    file = Input(Path(name), name, "0")
    ways = {configured(ocr=language).given(file) for language in ("", "eng", "eng+cym")}
    assert len(ways) == (3 if anew else 1)


def test_a_generation_depends_on_what_is_set() -> None:
    ways = [configured(), configured(ocr="eng"), configured(ocr="cym"), configured(bodies=Bodies((STATED,)))]
    assert len({way.settings for way in ways}) == 4


@pytest.mark.parametrize("office", ["HFR", "chief fire officer"])
def test_what_a_stated_office_owes_passes_to_its_next_holder(minutes: Minutes, office: str) -> None:
    later = FIRE.format(day=19).replace("Ben Poe", "Rita Vale").partition("Action")[0]
    (minutes.folder / "fire" / "9.txt").write_text(later, encoding="utf-8")
    minutes.build(STATED)
    with open_current(minutes.index) as generation:
        found = answer.ask(generation, f"what does the new {office} inherit?", today=DAY)
    assert {finding.record.text for finding in found.findings} == {"HFR to publish the plan by 30 May 2024."}


def test_an_office_of_one_title_is_found_in_bodies_that_do_not_abbreviate_it(minutes: Minutes) -> None:
    trust = FIRE.format(day=20).replace("Fenmoor Fire Authority", "Fenmoor Trust").replace("HFR", "Chief Fire Officer")
    (minutes.folder / "trust.txt").write_text(trust, encoding="utf-8")
    minutes.build(STATED)
    assert "Chief Fire Officer to / Chief Fire Officer, Ben Poe" in minutes.asked("open chief fire officer")


def test_initials_of_an_attendance_line_find_the_one_present(minutes: Minutes) -> None:
    (minutes.folder / "north" / "4.txt").write_text(
        "Northwold Parish Council\nMinutes of the meeting held on 13 March 2024\n\n"
        "Present: Tom Smith - Treasurer (TS), Ann Loe - Chair (AL)\n\n1 Hall\nAction: Tom Smith to pay the builder.\n",
        encoding="utf-8",
    )
    minutes.build()
    assert minutes.asked("open TS") == ["Tom Smith to pay / -, Tom Smith"]
