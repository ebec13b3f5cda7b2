"""What is none of our business is told from what may be a question for the minutes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_bot.query import outside
from assurance_bot.query.outside import FORMS

REFUSED = """
what is the weather in London today
write me a poem about the chief constable
can you write me a poem
do you think the CC is doing a good job
who do you think will win
What's your opinion of the commissioner?
what do you think of the commissioner's plan
should I trust the chief?
tell me a joke
Could you tell me a joke please
hey, tell us a funny joke
what is 2+2
2 + 2 =
what's the square root of 81
how much is 3 times 4
hello
thanks!
who are you?
are you a robot?
who won the world cup in 2022
who will win the election
please translate this into French
how do you say hello in French
will it rain tomorrow?
what time is it
draft an email to the CC
write a press release about vetting
""".strip().split("\n")

ASKED = """
what did the CC think of the inspection
was the weather mentioned as a cause
what was said about the weather
the weather in January and road closures
cold weather payments
what is the weather policy
who mentioned a "poem"?
"do you think"
poetry festival
what was said in the letter to the CC
was the letter written
give us the letter to the Home Office
press release
tell me about vetting
tell me the latest on vetting
give me the open actions
do you know what the CC said about vetting
do you have anything on vetting
what do you have on custody
what can you tell me about custody
what time is the next meeting
what day is the next meeting
what is the date of the next meeting
2023-24
what is 2023/24 budget
101
what is 101 about
football policing
what was said about football policing
tennis courts
who won the tender
who won the contract for the leisure game centre
translation services
what was translated
how do you record crimes
who is to blame for the delay according to the CC
what did the panel draft
write-offs
who is the chair?
play area repairs
code of practice
order of business
time off in lieu
help
what are your sources
""".strip().split("\n")


@pytest.mark.parametrize(("name", "example"), [(name, example) for name, _, example in FORMS])
def test_the_example_of_a_form_has_it(name: str, example: str) -> None:
    for words in (example, example.upper(), f"{example.rstrip('?')} please"):
        assert outside(words) == name


@pytest.mark.parametrize("words", REFUSED)
def test_what_is_none_of_our_business_is_told(words: str) -> None:
    assert outside(words)


@pytest.mark.parametrize("words", ASKED)
def test_a_question_that_may_be_for_the_minutes_is_none_of_it(words: str) -> None:
    assert not outside(words)


@given(words=st.text(max_size=500))
def test_no_text_raises(words: str) -> None:
    outside(words)
