"""What people typed, without Slack's markup; and which events were seen before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_bot.slack.once import Seen
from assurance_bot.slack.words import names_an_account, plain_words


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("<@UBOT> what was promised?", "what was promised?"),
        ("what <@UBOT>   was\n promised?", "what was promised?"),
        ("<@UBOT|minutes>", ""),
        ("<!here> <!subteam^S1> who?", "who?"),
        ("in <#C1|scrutiny> since <!date^1|2020>", "in scrutiny since 2020"),
        ("<https://example.org/a|the plan>", "the plan"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("&lt;@U1&gt; typed by hand", "<@U1> typed by hand"),
        ("5 > 3 < 9", "5 > 3 < 9"),
        ("", ""),
    ],
)
def test_what_was_typed_becomes_plain_words(typed: str, plain: str) -> None:
    assert plain_words(typed) == plain


@given(st.text())
def test_any_text_can_be_typed(typed: str) -> None:
    assert plain_words(typed) == plain_words(typed).strip()


def test_an_event_is_first_once_and_again_only_when_long_forgotten() -> None:
    seen = Seen(limit=2)
    assert [seen.first(event) for event in ("a", "a", "b", "a", "c", "a")] == [True, False, True, False, True, True]


def test_a_slack_account_in_a_command_is_noticed() -> None:
    assert names_an_account("open <@U024BE7LH|maren>")
    assert not names_an_account("open Jane Roe")
