"""Owners of marked tasks whom the attendance does not know, or whose name stands apart from the task."""
# ruff: noqa: E501  # minutes stay on the line of their test

import pytest

from assurance_bot.extract import extract
from assurance_bot.parse.meeting import parse_meeting
from assurance_bot.read import web
from assurance_bot.records import Action
from making import records_of

MINUTES = """
Northwold Parish Council
Minutes of the meeting held on Tuesday 5 March 2024

Present: Jane Roe (JR), Chair; Tom Poe (TP), Clerk; Ann Loe (AL)

1. Hall
{words}
"""


def _owners(words: str, *, source: str = "northwold/2024-03-05.txt") -> list[tuple[str, list[str]]]:
    found = records_of(MINUTES.format(words=words), Action, source=source)
    return [(a.text, [o.person or o.label for o in a.owners]) for a in found]


@pytest.mark.parametrize(
    ("words", "owners"),
    [
        ("Action: Bob and Sue to mend the fence.", ["Bob", "Sue"]),
        ("Action [Bob]: mend the fence", ["Bob"]),
        ("Action for Bob: mend the fence", ["Bob"]),
        ("**Action:** Finance team to send the accounts", ["Finance team"]),
        ("Action: @bob mend the fence", ["bob"]),
        ("Action: mend the fence (@bob, @sue)", ["bob", "sue"]),
        ("Action: mend the fence. Owner: Bob. Due: 3 May 2024", ["Bob"]),
        ("Bob said that it was broken.\n\nAction: mend the fence (Bob)", ["Bob"]),
        ("Bob said that it was broken.\n\nAction: Bob: mend the fence", ["Bob"]),
        ("Action: mend the fence. Jane", ["Jane Roe"]),
        ("Action: All to send comments", ["All"]),
        ("Action: mend the lamp (High Street)", []),
        ("Action: Letter to go to the school", []),
        ("Action: Write to the school", []),
        ("Action: Fence to have paint. The fence is old.", []),
        ("Action: write to bob@example.org", []),
    ],
)
def test_a_marked_task_belongs_to_whom_its_words_address(words: str, owners: list[str]) -> None:
    ((_, found),) = _owners(words)
    assert found == owners


@pytest.mark.parametrize("words", ["The fence is broken (Action: Bob)", "The fence is broken. Action: Bob"])
def test_a_marker_with_a_name_alone_gives_the_words_before_it_to_that_one(words: str) -> None:
    ((text, owners),) = _owners(words)
    assert (text.rstrip("."), owners) == ("The fence is broken", ["Bob"])


@pytest.mark.parametrize(
    "words",
    [
        "Action: JR to mend the fence; TP to post the letter; AL to sweep.",
        "Actions: JR to mend the fence, TP to post the letter and AL to sweep.",
        "Actions\n\nJR to mend the fence. TP to post the letter. AL to sweep.",
    ],
)
def test_tasks_run_on_in_one_sentence_are_parted_where_another_is_to_act(words: str) -> None:
    found = [(text.rstrip("."), owners) for text, owners in _owners(words)]
    assert found == [
        ("JR to mend the fence", ["Jane Roe"]),
        ("TP to post the letter", ["Tom Poe"]),
        ("AL to sweep", ["Ann Loe"]),
    ]


def test_two_who_act_together_have_one_task() -> None:
    assert _owners("Action: JR to ask TP and AL to mend it.") == [("JR to ask TP and AL to mend it.", ["Jane Roe"])]


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("Dry.\n\n2. Actions\n\nJane\n- mend the fence\n- post it\n\nTom and Ann\n- sweep\n\nLights\n- They went out.", "a.txt"),
        ("Dry.\n\n## Actions\n\n### Jane\n\n- mend the fence\n- post it\n\n### Tom and Ann\n\n- sweep\n\n## Lights\n\n- They went out.", "a.md"),
    ],
)  # fmt: skip
def test_a_name_alone_heads_its_tasks_and_what_is_no_name_ends_them(words: str, source: str) -> None:
    assert _owners(words, source=f"northwold/2024-03-05-{source}") == [
        ("mend the fence", ["Jane Roe"]),
        ("post it", ["Jane Roe"]),
        ("sweep", ["Tom Poe", "Ann Loe"]),
    ]


def test_an_entry_that_is_a_name_heads_the_deeper_entries_only() -> None:
    words = "Dry.\n\n## Actions\n\n- Bob Hay\n  - mend the fence\n  - post it\n- sweep the hall\n"
    assert _owners(words, source="northwold/2024-03-05.md") == [
        ("mend the fence", ["Bob Hay"]),
        ("post it", ["Bob Hay"]),
        ("sweep the hall", []),
    ]


def test_what_stands_in_the_place_of_a_name_above_tasks_owns_them() -> None:
    page = (
        "<body><main><h1>Northwold Parish Council</h1><p>Minutes of 5 March 2024</p><h2>Present</h2><ul><li>Jane Roe</li>"
        "<li>Tom Poe</li></ul><h2>Hall</h2><p>Dry. The wardens came.</p><h2>Actions</h2><p>Jane</p><ul><li>mend it</li></ul>"
        "<p>Wardens</p><ul><li>sweep the hall</li></ul></main></body>"
    )
    document = web.read(page.encode(), "northwold/2024-03-05.html")
    records = extract(parse_meeting(document)[0], document)[0].records
    found = [(a.text, [o.person or o.label for o in a.owners]) for a in records if isinstance(a, Action)]
    assert found == [("mend it", ["Jane Roe"]), ("sweep the hall", ["Wardens"])]
