"""Whatever minutes hold, no table, modal or home is invalid, live, or cut in silence."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assurance_bot.document import Locator, Quote
from assurance_bot.records import Action
from assurance_bot.render import pressing
from assurance_bot.render.blockkit import MAX_TEXT
from assurance_bot.render.context import Context, context_view
from assurance_bot.render.slack import answer_message
from assurance_bot.render.tables import PAGE, list_message, on_page, pages
from assurance_bot.render.views import State, home_view, note_view
from slack import sample
from slack.blockkit import faults, nodes, view_faults, words
from support.demo import BUILT

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
    ":tada:",
    ". ",
]
TIMES = st.sampled_from([1, 1, 1, 60, 20_000])
wild = st.builds(
    lambda pieces, times: ("".join(pieces) * times)[:20_000],
    st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=5)), max_size=8),
    TIMES,
)
MESSAGE = {"channel": "C1", "unfurl_links": False, "unfurl_media": False}
STATE = State("g", BUILT, 3, None, None, 1)


@st.composite
def listed(draw: st.DrawFn) -> tuple[Any, ...]:
    """Draw actions of which every word is wild, sometimes 500 of them."""
    said = [Quote(draw(wild), (), Locator(draw(wild), 3, 1, 2)) for _ in range(draw(st.integers(0, 3)))]
    many = draw(st.sampled_from([1, 1, 7, 170]))
    base = sample.action(due=None, due_text=draw(wild))
    made = [replace(base, id=f"A-{n:010d}", quote=q) for n, q in enumerate(said * many)]
    meeting = replace(sample.MEETING, title=draw(wild), body=draw(wild))
    return tuple(
        replace(sample.finding(a, status="open", overdue_days=n or None), meeting=meeting) for n, a in enumerate(made)
    )


def live(tree: Any) -> list[str]:
    """Return the elements that Slack would read markup, mentions or links in."""
    return [
        node["type"] for node in nodes(tree) if node.get("type") in ("mrkdwn", "link", "user", "broadcast", "markdown")
    ]


@settings(max_examples=15, deadline=None)
@given(listed(), listed(), wild, wild)
def test_a_list_shows_every_action_on_some_page_valid_and_inert(
    found: tuple[Any, ...], near: tuple[Any, ...], understood: str, note: str
) -> None:
    answer = replace(sample.actions(*found, notes=[note]), beside=near[:5], understood=understood)
    assert sum(len(on_page(answer, n)) for n in range(pages(answer))) == len(found) + len(answer.beside)
    for page in {0, 1, pages(answer) - 1}:
        message = list_message(answer, token="t", page=page, share=True)  # noqa: S106 - a token of a kept answer
        for sent in filter(None, (message, message.instead)):
            assert faults({**MESSAGE, "text": sent.text, "blocks": sent.blocks}, method="chat.postMessage") == []
            assert live(sent.blocks) == []
            assert len(sent.text) <= MAX_TEXT
        if found and len(found) + len(answer.beside) > PAGE:
            assert f"of {len(found) + len(answer.beside):,}." in "\n".join(words(message.blocks))
        tables = [block for block in message.blocks if block["type"] == "table"]
        cut = any(cell.rstrip("”").endswith("…") for table in tables for cell in words(table))
        assert not cut or "Words that end in “…” are cut" in "\n".join(words(message.blocks))


@settings(max_examples=15, deadline=None)
@given(listed(), wild)
def test_an_answer_with_buttons_goes_on_from_finding_to_finding_until_none_is_left(
    found: tuple[Any, ...], understood: str
) -> None:
    answer = replace(sample.answer(*found), understood=understood)
    start, turns = 0, 0
    while turns < 4:
        message = answer_message(replace(answer, start=start), token="t")  # noqa: S106 - a token of a kept answer
        assert faults({**MESSAGE, "text": message.text, "blocks": message.blocks}, method="chat.postMessage") == []
        assert live(message.blocks) == []
        more = [node["value"] for node in nodes(message.blocks) if node.get("action_id") == pressing.MORE]
        if not more:
            shown = sum(node.get("action_id") == pressing.CONTEXT for node in nodes(message.blocks))
            assert start + shown == len(found)
            return
        after = pressing.read_value(more[0])[1]
        assert after > start
        start, turns = after, turns + 1


@settings(max_examples=15, deadline=None)
@given(listed(), wild, wild, st.lists(st.tuples(wild, st.booleans()), max_size=6))
def test_modals_and_the_home_are_valid_and_inert(
    found: tuple[Any, ...], before: str, after: str, pieces: list[tuple[str, bool]]
) -> None:
    rows = pressing.of_action("A-1", may_note=True)
    record = found[0].record if found else sample.action()
    assert isinstance(record, Action)
    record = replace(record, item=None)
    meeting = found[0].meeting if found else sample.MEETING
    context = context_view(Context(record, meeting, before, tuple(pieces), after), rows=rows)
    note = note_view("redate", "A-1", words=before, standing=after)
    home = home_view(
        offices=[("CFO", "Chief Finance Officer")], office="CFO", actions=sample.actions(*found),
        changed=sample.answer(summary=before), state=STATE, token="t", page=1, now=BUILT,  # noqa: S106
    )  # fmt: skip
    for view in (context, note, home):
        assert list(view_faults(view)) == []
        assert live(view) == []
    whole = "\n".join(words(context["blocks"]))
    assert ("more word" in whole) or all(len(" ".join(p.split())) <= 2_500 for p in (before, after))
