"""Acronyms and what they stand for, as one document gives them."""

from assurance_bot.glossary import find_acronyms
from making import document_of, meeting_of

TEXT = """
Northwold Fire Authority
5 March 2024
Present: Ann Roe, Chief Officer (CO)

1. Mobile Data Terminals
The CO said that each MDT was old. The Fire Control Room (FCR) used (see above) the Tactical Radio System (TRS).
"""


def test_words_before_a_bracket_and_a_heading_in_use_explain_acronyms() -> None:
    found = find_acronyms(document_of(TEXT), meeting_of(TEXT))
    assert {a.acronym: a.expansion for a in found} == {
        "CO": "Chief Officer",
        "FCR": "Fire Control Room",
        "TRS": "Tactical Radio System",
        "MDT": "Mobile Data Terminals",
    }
