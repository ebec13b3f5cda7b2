"""Reports for the terminal and Slack: all is told, in as many messages as it takes, each within Slack's limits."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assurance_bot.nightly.summary import Summary, Told
from assurance_bot.nightly.words import Group, Line, faults_of, groups_of, lines_of, messages
from slack.blockkit import faults, words

SUMMARY = Summary(
    before="000001-aaaaaa",
    files=(Told("withdrawn May.txt"),),
    meetings=(Told("Board, 5 May 2024 (May.txt)"),),
    new=(Told("A-1  CC: open", "CC to write"),),
    problems=(Told("May.txt:3: no date"),),
)


def test_a_summary_is_told_by_kind_and_what_is_empty_is_not() -> None:
    assert [group.title for group in groups_of(SUMMARY)] == [
        "Files renamed, moved, replaced or withdrawn",
        "New meetings",
        "New actions",
    ]
    assert [group.title for group in faults_of(SUMMARY)] == ["Things in the minutes to look at"]
    assert groups_of(Summary()) == ()


def test_the_terminal_shows_so_many_of_a_group_and_counts_the_others() -> None:
    group = Group("New actions", tuple(Line(f"A-{n}", "words") for n in range(5)))
    assert list(lines_of([group], most=2)) == [
        "New actions (5):",
        "  A-0: “words”",
        "  A-1: “words”",
        "  … and 3 more; `assurance-bot status --summary` prints them all.",
    ]
    assert len(list(lines_of([group], most=None))) == 6


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=700)
_GROUPS = st.lists(
    st.builds(Group, st.sampled_from(["Set", "Closed"]), st.lists(st.builds(Line, _TEXTS, _TEXTS)).map(tuple)),
    max_size=3,
)


@given(st.builds(lambda groups, times: groups * times, _GROUPS, st.integers(1, 12)))
def test_whatever_is_told_each_line_is_told_once_in_messages_that_slack_takes(groups: list[Group]) -> None:
    made = messages("A head.", groups, tail="A tail.")
    told = [line for _, lines in made for line in lines]
    assert told == [line for group in groups for line in group.lines]
    for message, _ in made:
        posted: dict[str, Any] = {"channel": "C1", "text": message.text, "blocks": message.blocks}
        posted |= {"unfurl_links": False, "unfurl_media": False}
        assert faults(posted, method="chat.postMessage") == []
    assert list(words(made[-1][0].blocks))[-1] == "A tail."
