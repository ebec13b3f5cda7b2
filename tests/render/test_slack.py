"""An answer as a Slack message: what a person reads, what is counted when it does not fit, and that nothing is live."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assurance_bot.answer import Answer, Finding, Searched
from assurance_bot.answer.seeing import PARTLY
from assurance_bot.document import Locator, Quote
from assurance_bot.query import Shape
from assurance_bot.records import Action, Decision, Figure, Party, Question, Statement
from assurance_bot.render.blockkit import Message, cut, label
from assurance_bot.render.cards import WHOLE
from assurance_bot.render.phone import SCREEN, height
from assurance_bot.render.slack import ANSWERED, POSTED, answer_message, plain_message
from slack import sample
from slack.blockkit import faults, nodes, words

UNLED = sample.finding(sample.statement(lead_in=""))


def shown(message: Message) -> str:
    return "\n".join(words(message.blocks))


def quoted(message: Message) -> list[str]:
    """Return the words of each quotation."""
    return [node["elements"][0]["text"] for node in nodes(message.blocks) if node.get("type") == "rich_text_quote"]


def heads(message: Message) -> list[str]:
    """Return the line above each finding that answers: what is bold, less the first line of the message, numbered."""
    return [line for n, line in enumerate(bold(message)) if n and line.startswith(f"{n}.")]


def bold(message: Message) -> list[str]:
    return [node["text"] for node in nodes(message.blocks) if node.get("style") == {"bold": True}]


def inert(message: Message, *, method: str = "chat.postMessage") -> list[str]:
    sent: dict[str, Any] = {"channel": "C1", "unfurl_links": False, "unfurl_media": False}
    return faults({**sent, "text": message.text, "blocks": message.blocks}, method=method)


def test_a_finding_reads_as_people_cite_it() -> None:
    message = answer_message(sample.answer(sample.OVERDUE, sample.SAID))
    assert shown(message).split("\n") == [
        "commitments · CFO · breathing apparatus · all meetings",
        "",
        "2 found.",
        "1. Action for CFO (Maren Oxley): open, due 4 April 2023, 26 days overdue",
        sample.PLEDGE,
        "Scrutiny and Performance Board, 14 March 2023",
        "item 4.2 Equipment › Breathing apparatus",
        "page 3, lines 41–43, 2023/2023-03-14 scrutiny.txt",
        "2. Assurance by CFO (Maren Oxley)",
        "The CFO responded:",
        sample.ASSURANCE,
        "Scrutiny and Performance Board, 14 March 2023",
        "item 4.2 Equipment › Breathing apparatus",
        "page 3, lines 52–55, 2023/2023-03-14 scrutiny.txt",
        "Searched 24 meetings, 13 April 2021 to 14 March 2023.",
    ]
    assert quoted(message) == [sample.PLEDGE, "The CFO responded:", sample.ASSURANCE]


def test_the_text_alone_reads_as_sentences() -> None:
    message = answer_message(sample.answer(sample.OVERDUE, sample.SAID, sample.SAID, sample.SAID))
    first, second, *_ = message.text.split("\n")[2:]
    assert message.text.startswith("commitments, CFO, breathing apparatus, all meetings.\n4 found.\n1. Action for CFO")
    assert first.endswith("page 3, lines 41–43, 2023/2023-03-14 scrutiny.txt.")
    assert second.startswith("2. Assurance by CFO (Maren Oxley). “The CFO responded:” “She said that every set")
    assert message.text.endswith(
        "Narrow the question to see them.\nSearched 24 meetings, 13 April 2021 to 14 March 2023."
    )


def test_a_text_too_long_to_be_read_aloud_counts_what_only_the_message_shows() -> None:
    message = answer_message(sample.actions(*[sample.OVERDUE] * 20), room=ANSWERED)
    lines = message.text.split("\n")
    said = sum(line.startswith(f"{n}. CFO") for n, line in enumerate(lines[2:], start=1))
    assert 5 < said < 20
    assert lines[2 + said :] == [
        f"{20 - said} more in the message itself.",
        "Searched 24 meetings, 13 April 2021 to 14 March 2023. As things stood on 30 April 2023.",
    ]
    assert len(message.text) < 4_000


@pytest.mark.parametrize(
    ("title", "finding"),
    [
        ("Assurance, speaker not named", sample.finding(replace(sample.statement(), speakers=()))),
        (
            "Commitment by CFO (Maren Oxley, implied) and Treasurer",
            sample.finding(
                replace(
                    sample.statement(),
                    nature="commitment",
                    speakers=(replace(sample.CFO, inferred=True), Party("Treasurer", role="Treasurer")),
                )
            ),
        ),
        (
            "Action, no owner named: open, due “by the summer”",
            sample.finding(sample.action(owners=(), due=None, due_text="by the summer")),
        ),
        (
            "Action for T. Wren: open, no due date given",
            sample.finding(sample.action(owners=(Party("T. Wren"),), due=None, due_text=None)),
        ),
        (
            "Action for CFO (Maren Oxley): open, due 4 April 2023, 1 day overdue",
            sample.finding(sample.action(), status="open", overdue_days=1),
        ),
        (
            "Action for CFO (Maren Oxley): reported on, not closed, due 4 April 2023",
            sample.finding(sample.action(), status="reported"),
        ),
        (
            "Action for CFO (Maren Oxley): closed, was due 4 April 2023",
            sample.finding(sample.action(), status="closed"),
        ),
        (
            "Action for CFO (Maren Oxley): replaced",
            sample.finding(sample.action(due=None, due_text=None), status="superseded"),
        ),
    ],
)
def test_who_and_how_it_stands_is_said_above_the_quote(title: str, finding: Finding) -> None:
    assert heads(answer_message(sample.answer(finding))) == [f"1. {title}"]


def test_questions_decisions_and_figures_say_whose_they_are() -> None:
    common: dict[str, Any] = {"meeting": "m", "item": 0, "passage": 1, "quote": sample.quote("Words.")}
    asked = Question(id="Q-1", asker=sample.CHAIR, asked_of=sample.CFO, written=True, **common)
    decided = Decision(id="D-1", outcome="deferred", **common)
    counted = Figure(id="F-1", value="9", number=9, unit="stations", measures="stations", **common)
    message = answer_message(sample.answer(sample.finding(asked), sample.finding(decided), sample.finding(counted)))
    assert heads(message) == [
        "1. Written question by Chair (Tobias Wren) to CFO (Maren Oxley)",
        "2. Decision: deferred",
        "3. Figure",
    ]


def test_the_words_that_give_a_status_are_shown_with_their_place() -> None:
    proofs = (sample.quote("Letters had gone to seven stations.", line=12, page=2), sample.quote("Noted.", line=90))
    message = answer_message(sample.answer(sample.finding(sample.action(), status="reported", evidence=proofs)))
    assert quoted(message) == [sample.PLEDGE, "Letters had gone to seven stations."]
    assert "Evidence: page 2, line 12, 2023/2023-03-14 scrutiny.txt, and 1 more place" in shown(message)


def test_what_is_not_known_of_a_place_is_left_out_or_said() -> None:
    record = replace(sample.statement(), quote=sample.quote("Words.", line=7, page=None))
    meeting = replace(sample.MEETING, date=None, version="draft", title="")
    message = answer_message(sample.answer(replace(sample.SAID, record=record, meeting=meeting, item="")))
    assert "Fenmoor Fire Authority, date not known (draft minutes)\nline 7, 2023" in shown(message)
    assert "item" not in shown(message)


def test_an_item_without_a_number_is_cited_by_its_title() -> None:
    message = answer_message(sample.answer(replace(sample.SAID, item="Any other business")))
    assert "\nAny other business\npage 3" in shown(message)


def test_nothing_found_says_what_was_searched_and_what_would_work() -> None:
    message = answer_message(sample.answer(summary="", notes=["Try “ladders”."]))
    assert shown(message).split("\n")[1:] == [
        "",
        "Nothing found.",
        "Try “ladders”.",
        "Searched 24 meetings, 13 April 2021 to 14 March 2023.",
    ]


@pytest.mark.parametrize(
    ("searched", "says"),
    [
        (Searched(0, None, None), "No meetings were searched: none are indexed for this."),
        (Searched(1, dt.date(2023, 3, 14), dt.date(2023, 3, 14)), "Searched 1 meeting, 14 March 2023."),
        (Searched(2, None, None), "Searched 2 meetings."),
    ],
)
def test_what_was_searched_is_said_in_words(searched: Searched, says: str) -> None:
    assert says in shown(answer_message(replace(sample.answer(), searched=searched))).split("\n")


def test_what_is_found_beyond_the_first_three_is_counted() -> None:
    message = answer_message(sample.answer(*[sample.OVERDUE] * 1_203))
    assert len(quoted(message)) == 3
    assert "And 1,200 more. Narrow the question to see them." in shown(message)


def shaped(shape: Shape, *groups: tuple[str, int]) -> Answer:
    """Return an answer in a shape, with so many actions in each group, told of by group and number."""
    found = [
        replace(sample.finding(sample.action(f"{group} {n}.", nth=n), status="open"), group=group)
        for group, number in groups
        for n in range(1, number + 1)
    ]
    answer = sample.answer(*found, subject="said")
    return replace(answer, query=replace(answer.query, shape=shape))


def turned(answer: Answer) -> list[Message]:
    """Return the messages that "Show more" leads through."""
    messages = [answer_message(answer, token="t")]  # noqa: S106 - a token of a kept answer
    while messages[-1].told < len(answer.findings):
        messages.append(answer_message(replace(answer, start=messages[-1].told), token="t"))  # noqa: S106
    return messages


def test_a_history_shows_three_quotes_at_a_time_and_says_what_is_left() -> None:
    pages = turned(shaped("history", ("1 May 2023", 5), ("2 June 2023", 3)))
    assert [len(quoted(page)) for page in pages] == [3, 3, 2]
    assert quoted(pages[1]) == ["1 May 2023 4.", "1 May 2023 5.", "2 June 2023 1."]
    assert "And 5 more. “Show more” goes on." in shown(pages[0])
    assert "Show more (5 left)" in str(pages[0].blocks)


WORDS = st.lists(st.integers(1, 400).map(lambda n: ("word " * n)[:n].strip() or "w"), min_size=1, max_size=5)


@given(words=WORDS)
def test_an_answer_with_buttons_is_no_taller_than_a_phone_unless_one_quote_is(words: list[str]) -> None:
    found = [sample.finding(sample.statement(each, lead_in="")) for each in words]
    for page in turned(sample.answer(*found)):
        assert height(page.blocks) <= SCREEN or len(quoted(page)) == 1


def test_a_long_note_on_an_action_leads_to_its_history_and_still_says_what_is_restricted() -> None:
    long = replace(sample.OVERDUE, note=f"{'Its due date was moved. ' * 20}{PARTLY}")
    with_buttons, without = (shown(answer_message(sample.answer(long), token=token)) for token in ("t", ""))
    assert "Its history has the rest." in with_buttons
    assert PARTLY in with_buttons
    assert with_buttons.count("was moved") < without.count("was moved")


def test_a_brief_shows_the_first_of_each_group_with_how_many_more_there_are() -> None:
    pages = turned(shaped("brief", ("Actions not closed", 3), ("Commitments", 2), ("Figures", 1), ("Decisions", 2)))
    assert [quoted(page) for page in pages] == [
        ["Actions not closed 1.", "Commitments 1.", "Figures 1."],
        ["Decisions 1.", "Actions not closed 2.", "Actions not closed 3."],
        ["Commitments 2.", "Decisions 2."],
    ]
    assert [line for line in bold(pages[0])[1:] if line.endswith(":")] == [
        "Actions not closed, the first of 3:",
        "Commitments, the first of 2:",
        "Figures:",
    ]
    assert "Actions not closed, number 2 of 3:" in bold(pages[1])
    left = "And 5 more: 2 in “Decisions”, 2 in “Actions not closed”, 1 in “Commitments”. “Show more” goes on."
    assert left in shown(pages[0])
    assert "And " not in shown(pages[-1])


def test_where_there_are_no_buttons_to_go_on_with_a_history_is_whole() -> None:
    assert len(quoted(answer_message(shaped("history", ("1 May 2023", 8))))) == 8


def test_words_that_introduce_others_are_quoted_too_and_their_cut_is_counted() -> None:
    led = sample.statement("He was assured.", lead_in="Two posts had been added. " * 10)
    message = answer_message(sample.answer(sample.finding(led)))
    lead_in, said = quoted(message)
    assert (lead_in.startswith("Two posts"), said) == (True, "He was assured.")
    assert "Lead-in cut: 15 more words in the minutes" in shown(message)
    assert f"“{lead_in}” “He was assured.”" in message.text


def test_what_does_not_answer_stands_apart_under_its_own_title_and_is_counted() -> None:
    near = [sample.finding(sample.action(f"Near thing {n}.", nth=n), status="reported") for n in range(4)]
    answer = replace(sample.answer(sample.OVERDUE), beside=tuple(near), beside_title="Reported on, not closed")
    message = answer_message(answer)
    assert quoted(message) == [sample.PLEDGE, "Near thing 0.", "Near thing 1."]
    assert bold(message)[2:4] == [
        "Reported on, not closed:",
        "– Action for CFO (Maren Oxley): reported on, not closed, due 4 April 2023",
    ]
    assert "And 2 more beside the question: Reported on, not closed." in shown(message)
    assert "Reported on, not closed: – Action for CFO" in message.text


def test_one_that_is_beside_the_question_is_shown_even_after_three_that_answer() -> None:
    message = answer_message(replace(sample.answer(*[UNLED] * 5), beside=(sample.OVERDUE,) * 2))
    assert len(heads(message)) == 3
    assert quoted(message)[3:] == [sample.PLEDGE]
    assert "And 2 more. Narrow" in shown(message)
    assert "And 1 more beside the question: Near to the question, but not an answer." in shown(message)


def test_what_was_understood_is_not_said_twice_where_nothing_was_found() -> None:
    understood = "commitments · CFO · drones · all meetings"
    message = answer_message(sample.answer(understood=understood, summary=f"Nothing found: {understood}."))
    assert shown(message).count("drones") == 1
    assert message.text.startswith("Nothing found: commitments, CFO, drones, all meetings.\n")


def test_notes_beyond_the_third_are_counted() -> None:
    assert "And 2 further notes." in shown(answer_message(sample.answer(notes=["a", "b", "c", "d", "e"])))


@pytest.mark.parametrize("number", [1, 22, 23, 24, 45, 46, 500])
def test_a_list_of_actions_is_complete_or_says_how_many_are_missing(number: int) -> None:
    findings = [sample.finding(sample.action(f"Do thing {n}.", nth=n), status="open") for n in range(number)]
    message = answer_message(sample.actions(*findings), room=ANSWERED)
    listed = len(quoted(message))
    assert quoted(message) == [f"Do thing {n}." for n in range(listed)]
    assert listed == min(number, 45)
    assert (f"And {number - listed} more." in shown(message)) == (listed < number)
    assert inert(message, method="response_url") == []


def test_a_posted_list_keeps_below_what_slack_takes() -> None:
    findings = [sample.finding(sample.action("Do the thing. " * 25, nth=n)) for n in range(40)]
    message = answer_message(sample.actions(*findings))
    assert len(json.dumps(message.blocks, ensure_ascii=False)) <= POSTED
    assert f"And {40 - len(quoted(message))} more." in shown(message)
    assert inert(message) == []


def test_a_list_names_the_owner_and_the_day_it_speaks_of() -> None:
    said = shown(answer_message(sample.actions(sample.OVERDUE)))
    assert "1. CFO (Maren Oxley): open, due 4 April 2023, 26 days overdue" in said
    assert "As things stood on 30 April 2023." in said


@pytest.mark.parametrize(
    ("whole", "begins", "left_out"),
    [
        ("short enough", "short enough", 0),
        ("One sentence ends here. And another one runs past the end.", "One sentence ends here. …", 7),
        (
            "One. A second sentence that runs past the end of it all, far past.",
            "One. A second sentence that runs past …",
            7,
        ),
        ("x" * 60, "x" * 38 + " …", 1),
    ],
)
def test_a_cut_ends_with_a_sentence_or_a_word_and_counts_what_it_leaves_out(
    whole: str, begins: str, left_out: int
) -> None:
    assert cut(whole, 40) == (begins, left_out)


def test_a_long_quote_says_how_many_words_are_left_in_the_minutes() -> None:
    said = " ".join(f"Point {n} was made." for n in range(100))
    message = answer_message(sample.answer(sample.finding(sample.statement(said, lead_in=""))))
    (words_shown,) = quoted(message)
    assert said.startswith(words_shown.removesuffix(" …"))
    left = 400 - len(words_shown.removesuffix(" …").split())
    assert f"Quote cut: {left} more words in the minutes" in shown(message)


def test_a_plain_message_shows_what_it_holds_literally() -> None:
    message = plain_message("There is no <!here>.", "Really & truly.")
    assert shown(message) == "There is no <!here>.\nReally & truly."
    assert message.text == "There is no &lt;!here&gt;.\nReally &amp; truly."
    assert inert(message) == []


SNIPPETS = [
    "<!here>",
    "<@U1>",
    "<https://e.org|x>",
    "`",
    "*",
    "&",
    "&lt;",
    "\u202e",
    "\u2067",
    "\x00",
    "\n",
    ". ",
    "\ud800",
]
wild = st.builds(
    lambda pieces, times: "".join(pieces) * times,
    st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=5)), max_size=12),
    st.sampled_from([1, 1, 1, 60, 2_000]),
)
parties = st.builds(Party, wild, st.none() | wild, st.none() | wild, st.booleans())


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """Draw a finding of which every word is wild."""
    said = Quote(draw(wild), (), Locator(draw(wild), 3, 1, 2))
    lead_in, who = sample.quote(draw(wild)), draw(st.lists(parties, max_size=2).map(tuple))
    kinds: list[Action | Statement] = [
        replace(sample.action(), quote=said, lead_in=lead_in, owners=who, due=None, due_text=draw(wild)),
        replace(sample.statement(), quote=said, lead_in=lead_in, speakers=who),
    ]
    record = draw(st.sampled_from(kinds))
    meeting = replace(sample.MEETING, title=draw(wild), body=draw(wild))
    return Finding(record, meeting, draw(wild), evidence=(sample.quote(draw(wild)),), note=draw(wild))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Draw an answer of which every word is wild; some hold hundreds of findings."""
    found = draw(st.lists(findings(), max_size=3)) * draw(st.sampled_from([1, 1, 10, 170]))
    made = draw(st.sampled_from([sample.answer, sample.actions]))(*found)
    notes = draw(st.lists(wild, max_size=5).map(tuple))
    near = draw(st.lists(findings(), max_size=3).map(tuple))
    said = {"understood": draw(wild), "summary": draw(wild), "beside_title": draw(wild)}
    return replace(made, **said, notes=notes, beside=near)


@settings(max_examples=60, deadline=None)
@given(answers(), st.sampled_from([POSTED, ANSWERED]))
def test_whatever_minutes_hold_the_message_is_valid_inert_and_counts_what_it_leaves_out(
    answer: Answer, room: int
) -> None:
    message = answer_message(answer, room=room)
    missing = len(answer.findings) - len(heads(message))
    assert inert(message, method="chat.postMessage" if room == POSTED else "response_url") == []
    assert (f"And {missing:,} more. " in shown(message)) == (missing > 0)
    assert len(heads(message)) >= min(2, len(answer.findings))
    beside = sum(words.startswith("– ") for words in bold(message))
    assert (f"And {len(answer.beside) - beside} more beside" in shown(message)) == (len(answer.beside) > beside)


@given(wild)
def test_a_cut_keeps_the_words_it_shows_and_owns_up_to_the_rest(said: str) -> None:
    said = said.strip()
    shown_words, left_out = cut(said, 400)
    assert len(shown_words) <= 400
    assert said.startswith(shown_words.removesuffix(" …") if left_out else shown_words)
    assert (left_out > 0) == (len(said) > 400)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Cf", "Mn"]), min_size=1, max_size=WHOLE))
def test_a_quote_of_up_to_400_characters_is_shown_whole_and_literally(said: str) -> None:
    message = answer_message(sample.answer(sample.finding(sample.statement(said, lead_in=""))))
    assert quoted(message) == [said]


@given(wild)
def test_a_label_cannot_turn_the_direction_of_our_words(said: str) -> None:
    assert not set(label(said)) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
