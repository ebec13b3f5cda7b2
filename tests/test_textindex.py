"""The contract of the text index: the same for both engines."""

import gc
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assurance_bot.errors import ConfigError, DamagedError
from assurance_bot.textindex import ENGINES, Hit, TextIndex, Unit
from assurance_bot.textindex.terms import Analysis

ACRONYMS = {
    "IVM": "Integrated Victim Management",
    "PCC": "Police and Crime Commissioner",
    "A&E": "Accident and Emergency",
}
IVM = "1 MATTERS ARISING › Integrated Victim Management"
UNITS = [
    Unit("m1#0", "m1", 0, "CC", "The CC committed to a delivery plan for IVM within two weeks.", IVM),
    Unit("m1#1", "m1", 1, ("CC", "Robin Vale"), "The backlog of referrals stood at 1,200 and 20% were overdue.", IVM),
    Unit("m1#2", "m1", 2, (), "It was not agreed that the £800k would be moved to the 101 service.", "2 Finance"),
    Unit("m2#0", "m2", 0, "PCC", "The PCC asked how victims were told of integrated victim management.", "1 Victims"),
    Unit("m2#1", "m2", 1, "ACC", "PCs would meet the PCS union; nobody told us about A&E waits.", "2 People"),
    Unit("m2#2", "m2", 2, "ACC", "The cause of death was recorded. Nothing on death of cause.", "3 Inquests"),
    Unit("m2#3", "m2", 3, "CC", "Stop and search figures may be published.", "4 STOP AND SEARCH"),
]


@pytest.fixture(params=sorted(ENGINES), name="engine")
def _engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(name="index")
def _index(engine: str, tmp_path: Path) -> Iterator[TextIndex]:
    index = TextIndex.build(tmp_path / "generation" / "text", UNITS, acronyms=ACRONYMS, engine=engine)
    yield index
    index.close()


def ids(hits: list[Hit]) -> list[str]:
    return [hit.id for hit in hits]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("commitment", {"m1#0"}),  # by stem
        ("delivery plan", {"m1#0"}),
        ("backlogs", {"m1#1"}),
        ("IVM", {"m1#0", "m1#1", "m2#0"}),  # the acronym finds its full phrase, in headings too
        ("ivm", {"m1#0", "m1#1", "m2#0"}),  # typed in lower case
        ("integrated victim management", {"m1#0", "m1#1", "m2#0"}),  # and the reverse
        ("plan integrated victim management", {"m1#0"}),
        ("not agreed", {"m1#2"}),
        ("us", {"m2#1"}),
        ("may", {"m2#3"}),
        ("A&E", {"m2#1"}),
        ("a & e", {"m2#1"}),
        ("accident and emergency", {"m2#1"}),
        ("101", {"m1#2"}),
        ("£800k", {"m1#2"}),
        ("£800K", {"m1#2"}),
        ("20%", {"m1#1"}),
        ("20 %", {"m1#1"}),
        ("1200", {"m1#1"}),
        ("PCS", {"m2#1"}),
        ("stop search", {"m2#3"}),
        ("the IVM", {"m1#0", "m1#1", "m2#0"}),
        ("backlog helicopter", set()),
        ("", set()),
        ("  ", set()),
    ],
)
def test_matching_gives_every_unit_that_holds_all_the_words(index: TextIndex, words: str, expected: set[str]) -> None:
    assert index.matching(words) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("cause of death", {"m2#2"}),
        ("death of causes", {"m2#2"}),
        ("cause death", set()),
        ("of cause was", set()),
        ("integrated victim management", {"m1#0", "m1#1", "m2#0"}),
        ("victim management", {"m1#0", "m1#1", "m2#0"}),
        ("management victim", set()),
        ("of the", {"m2#2"} - {"m2#2"}),
        ("to the", {"m1#2"}),
        ('"; DROP', set()),
        ("", set()),
    ],
)
def test_a_phrase_matches_as_worded_or_by_its_acronym(index: TextIndex, phrase: str, expected: set[str]) -> None:
    assert index.matching("nowhere", phrases=(phrase,)) == expected


def test_phrases_are_alternatives_to_the_words(index: TextIndex) -> None:
    assert index.matching("backlog", phrases=("cause of death", "stop and search")) == {"m1#1", "m2#2", "m2#3"}


def test_words_of_joining_alone_are_looked_for_as_worded(index: TextIndex) -> None:
    assert index.matching("it was") == {"m1#2"}


def test_constables_are_not_the_union_of_the_same_letters(engine: str, tmp_path: Path) -> None:
    units = [Unit("a", "m", 0, "", "Two PCs attended."), Unit("b", "m", 1, "", "The PCS ballot closed.")]
    index = TextIndex.build(tmp_path / "text", units, engine=engine)
    assert (index.matching("PCs"), index.matching("PCS"), index.matching("PC")) == ({"a"}, {"b"}, {"a"})
    index.close()


def test_the_unit_that_says_it_comes_first_and_its_neighbours_follow(index: TextIndex) -> None:
    hits = index.search("backlog of referrals", limit=3)
    assert ids(hits) == ["m1#1", "m1#2", "m1#0"]  # what follows a passage counts more than what comes before it
    assert all(one.score >= other.score for one, other in pairwise(hits))


def test_a_neighbour_in_another_meeting_is_no_neighbour(index: TextIndex) -> None:
    assert "m1#2" not in ids(index.search("told of victims", limit=10))


def test_neighbours_go_by_position_whatever_order_units_come_in(engine: str, tmp_path: Path) -> None:
    straight = TextIndex.build(tmp_path / "a", UNITS, acronyms=ACRONYMS, engine=engine)
    turned = TextIndex.build(tmp_path / "b", reversed(UNITS), acronyms=ACRONYMS, engine=engine)
    for words in ("backlog", "IVM plan", "told us", "union"):
        assert {h.id: round(h.score, 9) for h in straight.search(words)} == {
            h.id: round(h.score, 9) for h in turned.search(words)
        }
    straight.close()
    turned.close()


def test_a_heading_answers_for_the_words_under_it(index: TextIndex) -> None:
    assert "m1#2" in ids(index.search("finance"))


def test_only_the_speaker_asked_for_and_nobody_known_stay_in(index: TextIndex) -> None:
    assert set(ids(index.search("agreed figures backlog union", speakers=["CC"]))) == {"m1#0", "m1#1", "m1#2", "m2#3"}
    assert set(ids(index.search("backlog", speakers=["robin  vale"]))) == {"m1#1", "m1#2"}
    assert set(ids(index.search("backlog", speakers=["Nobody Here"]))) == {"m1#2"}


def test_the_name_of_the_speaker_asked_for_is_no_topic(index: TextIndex) -> None:
    asked = index.search("what did the CC say about victims", speakers=["CC"])
    assert asked == index.search("victims", speakers=["CC"])


def test_how_a_question_begins_is_no_topic(index: TextIndex) -> None:
    assert index.search("What was said about the backlog?") == index.search("backlog")
    assert index.search("told") != []  # unless it is all there is


def test_a_search_stays_in_the_meeting_asked_for(index: TextIndex) -> None:
    assert {hit.id[:2] for hit in index.search("victim IVM told plan", meeting="m2")} == {"m2"}
    assert index.search("IVM", meeting="m3") == []


def test_the_limit_holds(index: TextIndex) -> None:
    assert [len(index.search("IVM victims plan", limit=n)) for n in (0, 1, 2)] == [0, 1, 2]


NASTY = [
    *(
        "*",
        '"',
        "AND (",
        "OR",
        "NOT OR x",
        "field:value",
        "text:backlog",
        "id:*",
        "?",
        "a*",
        "[a TO z]",
        "^2",
        "~",
        "\\",
    ),
    *(
        "'",
        "--",
        "NEAR(a b)",
        "(" * 5_000,
        "\x00",
        "back\x00log",
        "\ud800",
        "é" * 3_000,
        "backlog " * 1_250,
        "x" * 10_000,
    ),
    *("🙂", "\n\r\t", " ".join(f"word{n}" for n in range(1_500)), "1" * 10_000, "A&" * 5_000, "A." * 5_000),
    *("1,000" * 2_000, "';DROP TABLE terms", "@ivm", "$", "%", "|", " | ", ". . ."),
]


@pytest.mark.parametrize("words", NASTY, ids=lambda words: repr(words[:12]))
def test_nothing_people_type_raises_or_is_slow(index: TextIndex, words: str) -> None:
    started = time.perf_counter()
    index.search(words, speakers=[words], meeting=words)
    index.search(words)
    index.matching(words, phrases=[words, words])
    assert time.perf_counter() - started < 1.0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_any_text_can_be_asked(index: TextIndex, words: str) -> None:
    assert set(ids(index.search(words))) <= {unit.id for unit in UNITS}
    assert index.matching(words) <= {unit.id for unit in UNITS}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_a_text_is_found_by_each_of_its_own_words(text: str) -> None:
    analysis = Analysis(ACRONYMS)
    held = set(analysis.index(text).terms)
    for need in analysis.ask(text):
        assert any(held.issuperset(option) for option in need)


def test_both_engines_give_the_same_answers(tmp_path: Path) -> None:
    one, other = (TextIndex.build(tmp_path / e, UNITS, acronyms=ACRONYMS, engine=e) for e in sorted(ENGINES))
    for words in ("IVM plan", "backlog", "victims told", "death", "20% of £800k", "union PCS", "stop and search may"):
        assert [(h.id, round(h.score, 9)) for h in one.search(words)] == [
            (h.id, round(h.score, 9)) for h in other.search(words)
        ]
    one.close()
    other.close()


def test_an_index_of_nothing_answers_nothing(engine: str, tmp_path: Path) -> None:
    index = TextIndex.build(tmp_path / "text", [], engine=engine)
    assert (index.search("IVM"), index.matching("IVM", phrases=("of the",)), len(index)) == ([], set(), 0)
    index.close()


def test_a_unit_without_words_is_kept_and_not_found(engine: str, tmp_path: Path) -> None:
    index = TextIndex.build(
        tmp_path / "text", [Unit("a", "m", 0, "", "—"), Unit("b", "m", 1, "", "IVM")], engine=engine
    )
    assert (len(index), index.matching("IVM")) == (2, {"b"})
    index.close()


def test_an_index_is_opened_again_as_it_was_built(index: TextIndex, tmp_path: Path) -> None:
    again = TextIndex.open(tmp_path / "generation" / "text")
    assert again.search("IVM plan") == index.search("IVM plan")
    again.close()


def test_an_engine_that_does_not_exist_is_an_error_of_set_up(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="'lucene'"):
        TextIndex.build(tmp_path / "text", UNITS, engine="lucene")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _garble(path: Path) -> None:
    path.write_bytes(b"\x93garbage" * 40)


# Whoosh leaves a file open where opening an index fails; that is its own, and nobody sees it outside of tests.
@pytest.mark.filterwarnings("ignore:.*MAIN_[a-z0-9]+\\.(seg|toc):pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("damage", [_cut, _garble, Path.unlink], ids=["cut", "garbled", "gone"])
def test_a_damaged_file_names_the_generation(engine: str, tmp_path: Path, damage: Callable[[Path], None]) -> None:
    folder = tmp_path / "000001-abc123" / "text"
    TextIndex.build(folder, UNITS, engine=engine).close()
    files = [path for path in folder.iterdir() if path.stat().st_size]
    assert len(files) >= 3
    for path in files:
        kept = path.read_bytes()
        damage(path)
        with pytest.raises(DamagedError, match="000001-abc123"):
            _ask_all(folder)
        path.write_bytes(kept)
    _ask_all(folder)
    gc.collect()


def _ask_all(folder: Path) -> None:
    index = TextIndex.open(folder)
    try:
        for unit in UNITS:
            index.search(unit.text + " " + unit.heading)
            index.matching(unit.text, phrases=("of the",))
    finally:
        index.close()


def test_eight_threads_get_the_answers_of_one(index: TextIndex) -> None:
    asked = ["IVM", "backlog", "stop and search", "not agreed", "victims told", "death", "union"] * 10
    expected = [(index.search(words), index.matching(words)) for words in asked]
    wrong: list[object] = []

    def ask() -> None:
        try:
            wrong.extend(
                words
                for words, answer in zip(asked, expected, strict=True)
                if (index.search(words), index.matching(words)) != answer
            )
        except Exception as error:
            wrong.append(error)
            raise

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_no_warning_of_an_engine_reaches_a_user(engine: str, tmp_path: Path) -> None:
    code = (
        "import gc, sys; from pathlib import Path; from assurance_bot.textindex import TextIndex, Unit\n"
        "i = TextIndex.build(Path(sys.argv[1]), [Unit('a', 'm', 0, 'CC', 'IVM plan')], engine=sys.argv[2])\n"
        "print([h.id for h in i.search('plan')]); i.close(); gc.collect()"
    )
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", code, str(tmp_path / "text"), engine]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("['a']\n", "")
