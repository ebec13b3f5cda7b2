"""Laws that hold of any text: nothing raises, every quote is its spans, ids are unique, and it is read in seconds."""

from __future__ import annotations

import time
from itertools import chain

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assurance_bot.document import Document, Quote, fold
from assurance_bot.extract import extract
from assurance_bot.parse.meeting import parse_meeting
from assurance_bot.records import Action, AnyRecord, Extract
from making import document_of

PIECES = st.sampled_from(
    [
        *("Present: Ann Roe (AR), Clerk; Ben Poe (Chair)", "Apologies: none", "Attendance:", "Apologies:", "Date:"),
        *("Chair:", "1.", "2.1", "73/24 Matters arising", "60/24 Roof: AR had mended it.", "1. Welcome", "AOB", "PUMPS"),
        *("Actions arising:", "ACTION: AR to write by 5 May", "Action arising from the March meeting:", "Update:"),
        *("AR agreed to write.", "The Clerk was asked to call.", "It was agreed that", "RESOLVED that", "CC responded:"),
        *("• ", "- ", "?"),
        *("Page 6 of 7", "OFFICIAL", "Tuesday 5 March 2024", "DRAFT", "\f", "|", "P", "A", "the", "and", ",", ".", ":", ";"),
        *("He would also look at it", "was told that", "asked whether", "12%", "£1.5m", "(", ")", "AP 3/24", "[closed]"),
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t\f"), max_size=400),
    st.lists(st.tuples(PIECES, st.sampled_from(["\n", " ", "\n\n", "  "])), max_size=60).map(
        lambda pairs: "".join(chain.from_iterable(pairs))
    ),
)


def read(text: str, suffix: str = "txt") -> tuple[Document, Extract]:
    document = document_of(text or " ", source=f"northwold/2024-03-05.{suffix}")
    meeting, _ = parse_meeting(document)
    return document, extract(meeting, document)[0]


def quotes(record: AnyRecord) -> list[Quote]:
    found = [record.quote, *([record.lead_in] if record.lead_in else [])]
    if isinstance(record, Action):
        found += [*record.evidence, *([record.arising] if record.arising else [])]
    return found


@given(TEXTS, st.sampled_from(["txt", "md"]))
@example("Attendance:\nApologies:\nNone", "txt")
@example("|a|b|\n|-|-|\n|x|", "md")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_on_any_text_every_quote_is_the_text_at_its_spans_and_ids_are_unique(text: str, suffix: str) -> None:
    document, found = read(text, suffix)
    for quote in chain.from_iterable(quotes(r) for r in found.records):
        assert all(0 <= s.start < s.end <= len(document.text) for s in quote.spans)
        assert quote.text == fold(" ".join(document.text[s.start : s.end] for s in quote.spans))
    ids = [r.id for r in found.records]
    assert len(set(ids)) == len(ids)
    for passage in found.meeting.passages:
        assert all(0 <= s.start < s.end <= len(document.text) for s in passage.spans)
        assert passage.item is None or passage.item < len(found.meeting.items)


@given(TEXTS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_text_gives_the_same_records(text: str) -> None:
    assert read(text)[1] == read(text)[1]


@pytest.mark.parametrize(
    "unit",
    [
        "The Chief Officer said that the pumps were late and that they would be mended, ",
        "Ann Roe, Ben Poe, ",
        "and AR agreed to write and ",
        "A B C D E F G H ",
        "((((",
        "the the the ",
        "It was agreed that the Clerk would write. ",
        "1. ",
        "AR / BP, ",
        "Aaaa ",
        "12/24 ",
        "x",
    ],
)
def test_a_paragraph_of_a_hundred_thousand_characters_is_read_in_seconds(unit: str) -> None:
    text = "Northwold Council\n5 March 2024\nPresent: Ann Roe (AR), Clerk; Ben Poe (BP), Chief Officer (CO)\n\n1. Pumps\n\n"
    started = time.perf_counter()
    read(text + unit * (100_000 // len(unit)))
    assert time.perf_counter() - started < 20
