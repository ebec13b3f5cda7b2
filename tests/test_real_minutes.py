"""One real meeting, on the command line, against what a careful reader wrote down of it.

Real minutes name real people, so nothing of them stands here: the words are read from the careful reader's file when the
test runs, and both lie outside the repository.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest

from support.command import Ran, inside, run
from support.demo import REPOSITORY, scratch
from support.quotes import fold, not_on_its_lines, not_verbatim, quotes_in

BESIDE = REPOSITORY.parent / "shared"
MINUTES = BESIDE / "minutes" / "west-mercia"
GOLD = BESIDE / "gold" / "west-mercia-2019-01-30.json"
pytestmark = pytest.mark.skipif(
    not (MINUTES.is_dir() and GOLD.is_file()),
    reason=f"no real minutes in {MINUTES}, or none read by a person in {GOLD}",
)
DAY = "--as-of=2019-03-01"
PROCESSES = ("acronym", "terminal")
"""Those of the commands that are run as processes of their own."""


@cache
def gold() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(GOLD.read_text(encoding="utf-8"))
    return read


def action(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(a for a in gold()["actions"] if a["kind"] == kind)
    return found


def topic() -> str:
    return str(action("new")["topic"])


def acronym() -> str:
    return "".join(word[0] for word in topic().split())


def holder() -> str:
    return str(next(a["name"] for a in gold()["attendees"] if a["abbreviation"] == "CC"))


@cache
def ran() -> dict[str, Ran]:
    """Index the meeting and ask what it must answer; every answer as data, and two as the terminal shows them."""
    index = ("--index", scratch() / "real-index")
    assert run(*index, "reindex", MINUTES).status == 0
    commands = {
        "acronym": ("ask", f"what did the CC commit to on {acronym()}?", "--json"),
        "phrase": ("ask", f"what did the CC commit to on {topic().lower()}?", "--json"),
        "title": ("ask", f"what has the chief constable promised about {acronym()}", "--json"),
        "name": ("ask", f"what did {holder()} commit to on {acronym()}?", "--json"),
        "open": ("actions", "open", "CC", "--json"),
        "overdue": ("actions", "overdue", "--json"),
        "said": ("ask", "what was said in January 2019", "--json"),
        "terminal": ("actions", "overdue"),
        "export": ("export",),
    }
    return {n: (run if n in PROCESSES else inside)(*index, *args, DAY) for n, args in commands.items()}


@cache
def text_of(source: str) -> str:
    return inside("--index", scratch() / "real-index", "show", "--text", source).out


def plain(words: str) -> str:
    return re.sub(r"\W+", " ", words.lower()).strip()


def holds(finding: dict[str, Any], words: str) -> bool:
    return plain(words) in plain(finding["quotes"][0]["text"])


def test_every_command_ends_with_status_0() -> None:
    assert {name: done.err for name, done in ran().items() if done.status or done.err} == {}


def test_a_question_of_promises_begins_with_the_action_16_days_overdue() -> None:
    first = ran()["acronym"].data["findings"][0]
    assert fold(first["quotes"][0]["text"]) == fold(action("new")["text_verbatim"])
    assert first == first | {"owners": ["CC"], "status": "open", "due": "2019-02-13", "overdue_days": 16}
    assert first["due_text"] == action("new")["due_verbatim"]
    assert first["meeting"]["date"] == "2019-01-30"


def test_then_come_the_statements_of_the_chief_on_it_each_in_the_careful_readers_words() -> None:
    findings = ran()["acronym"].data["findings"]
    said = [r for r in gold()["responses"] if r["topic"] == topic() and "CC" in re.split(r" / ", r["speaker"])]
    assert len(said) >= 9
    missing = [r["id"] for r in said if not any(holds(f, r["verbatim"]) or holds_all(r, f) for f in findings)]
    assert missing == []
    assert all("CC" in f["speakers"] for f in findings if f["kind"] == "statement")
    assert all(f["item"] and f["quotes"][0]["line"] for f in findings)


def holds_all(response: dict[str, Any], finding: dict[str, Any]) -> bool:
    """Say whether a finding is one sentence of a response of several."""
    return plain(finding["quotes"][0]["text"]) in plain(response["verbatim"])


@pytest.mark.parametrize("asked", ["phrase", "title", "name"])
def test_the_same_is_found_by_the_full_phrase_the_title_and_the_name(asked: str) -> None:
    ids = [finding["id"] for finding in ran()["acronym"].data["findings"]]
    assert [finding["id"] for finding in ran()[asked].data["findings"]] == ids


@pytest.mark.parametrize("listed", ["open", "overdue"])
def test_the_action_is_listed_as_open_and_as_overdue_and_alone(listed: str) -> None:
    (only,) = ran()[listed].data["findings"]
    assert holds(only, action("new")["text_verbatim"])
    assert (only["due"], only["overdue_days"]) == ("2019-02-13", 16)


@pytest.mark.parametrize("asked", ["acronym", "open"])
def test_what_was_brought_forward_is_shown_beside_with_the_words_that_say_how_it_stands(asked: str) -> None:
    beside = ran()[asked].data["beside"]
    (brought,) = [f for f in beside if holds(f, action("brought forward")["text_verbatim"])]
    assert brought["status"] in ("reported", "superseded")
    assert brought["due"] == action("brought forward")["due_date"]
    assert brought["evidence"]
    assert not any(holds(f, action("brought forward")["text_verbatim"]) for f in ran()[asked].data["findings"])


def test_a_sentence_that_a_page_footer_cuts_is_quoted_whole_by_two_spans_without_it() -> None:
    cut = next(r for r in gold()["responses"] if "verbatim_segments" in r)
    held = [q for q in quotes_in(ran()["export"].data) if plain(cut["clean"]) in plain(q["text"])]
    assert held
    for quote in held:
        first, second = quote["spans"]
        between = text_of(quote["source"])[first[1] : second[0]]
        assert re.search(r"Page \d+ of \d+", between)
        assert not re.search(r"Page \d+ of \d+", quote["text"])


@pytest.mark.parametrize("name", ["acronym", "open", "overdue", "said", "export"])
def test_every_quote_is_verbatim_and_on_its_lines(name: str) -> None:
    shown = ran()[name].data
    assert not_verbatim(shown, text_of) == []
    assert not_on_its_lines(shown, text_of, MINUTES) == []
    assert list(quotes_in(shown))


def test_the_terminal_shows_it_as_it_would_be_cited() -> None:
    out = ran()["terminal"].out
    assert "Found 1 overdue action as at 1 March 2019.\n" in out
    assert f"\n1. Action for CC ({holder()}) – open, due 13 February 2019, 16 days overdue\n" in out
    assert out.endswith("Searched 1 meeting, 30 January 2019.\n")
