"""Sentences in running prose."""

import pytest

from assurance_bot.prose import sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One is here. Two is there.", ["One is here.", "Two is there."]),
        ("Dr. Roe met Mr. Poe at 10 a.m. The hall was cold.", ["Dr. Roe met Mr. Poe at 10 a.m.", "The hall was cold."]),
        ("It cost £1.5m. Why? “Nobody knows.” He left", ["It cost £1.5m.", "Why?", "“Nobody knows.”", "He left"]),
        ("3. Pumps are old.", ["3. Pumps are old."]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_its_sentences(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == found
