"""Who came, who sent apologies and who chaired, in the many ways in which minutes say so."""
# ruff: noqa: E501  # minutes stay on the line of their test

from __future__ import annotations

import pytest

from assurance_bot.parse.meeting import parse_meeting
from making import document_of, meeting_of

TOP = "Mere Parish Council\nMinutes of the meeting held on 5 March 2024\n\n"
BODY = "\n\n1. Gate\nThe gate was mended by the contractor and the hinges were replaced in the spring.\n"
BOARD = "# Mere Board\n\n5 March 2024\n\n"
REST = "\n\n## Gate\n\nThe gate was mended by the contractor and the hinges were replaced.\n"

PLAIN: tuple[tuple[str, str, str], ...] = (
    ("Ann Roe, Mere Hall\nBen Poe, Coe Library *\nCy Loe, Dale Museum\n* = regrets", "Ann Roe|Cy Loe", "Ben Poe"),
    ("Members:\nAnn Roe\nBen Poe†\nCy Loe\n\n† denotes apologies received", "Ann Roe|Cy Loe", "Ben Poe"),
    ("Members: Ann Roe*, Ben Poe, Cy Loe*\n(*) those present", "Ann Roe|Cy Loe", ""),
    (
        "Present: Cllr Ann Roe (Chair) Cllr Ben Poe Cllr Cy Loe Dee Coe (Parish Clerk)",
        "Cllr Ann Roe|Cllr Ben Poe|Cllr Cy Loe|Dee Coe",
        "",
    ),
    (
        "Present: Ann Roe, Ben Poe\nAlso, in attendance Public – Two. Cllr Eve Fay, Mere Borough Council",
        "Ann Roe|Ben Poe|Cllr Eve Fay",
        "",
    ),
    (
        "Present: Ann Roe, Ben Poe\n\n1. Apologies\nApologies were noted and accepted for Cllr Cy Loe (work).\n\n2. Roof\nIt leaks.",
        "Ann Roe|Ben Poe",
        "Cllr Cy Loe",
    ),
    (
        "Present: Ann Roe, Ben Poe\n\n1. Apologies\nNo apologies from councillors. Apologies from Cllr Cy Loe noted.\n\n2. Roof\nIt leaks.",
        "Ann Roe|Ben Poe",
        "Cllr Cy Loe",
    ),
    (
        "Present: Mrs. Ann Roe. (Parish Council)\n\nMr. Ben Poe (Mere News)\n\nMrs. Cy Loe (Parish Council)",
        "Mrs. Ann Roe|Mr. Ben Poe|Mrs. Cy Loe",
        "",
    ),
    ("Present (2 Councillors):- Ann Roe, Ben Poe\n\nClerk: - Cy Loe", "Ann Roe|Ben Poe|Cy Loe", ""),
    ("Present: Cllrs A Roe (Chair), B Poe, C Loe and D Dee (Clerk).", "Cllr A Roe|B Poe|C Loe|D Dee", ""),
    ("Those present\nA Roe\nB Poe\nC Loe\n\nApologies\nD Dee", "A Roe|B Poe|C Loe", "D Dee"),
    (
        "In the Chair: Cllr A Roe\nCouncillors: B Poe, C Loe\nClerk: E Fee\nApologies: F Gee",
        "B Poe|C Loe|E Fee|Cllr A Roe",
        "F Gee",
    ),
    ("Chair: Ann Roe\nMembers: Ben Poe, Cy Loe\nApologies for absence: Dee Coe", "Ben Poe|Cy Loe|Ann Roe", "Dee Coe"),
    ("Present:     Ann Roe      Ben Poe\n             Dee Coe      Eve Fay", "Ann Roe|Ben Poe|Dee Coe|Eve Fay", ""),
    (
        "Voting members:\nAnn Roe, Chair\nBen Poe, Clerk\n\nIn attendance:\nCy Loe, Minute taker",
        "Ann Roe|Ben Poe|Cy Loe",
        "",
    ),
    (
        "1. Apologies for absence\nApologies were received from A Roe and B Poe who were away.\n\n2. Roof\nIt leaks a lot.",
        "",
        "A Roe|B Poe",
    ),
    (
        "1. Attendance and apologies\nPresent: Ann Roe, Ben Poe. Apologies: Cy Loe.\n\n2. Roof\nIt leaks a lot.",
        "Ann Roe|Ben Poe",
        "Cy Loe",
    ),
    ("1. To receive apologies for absence\nCllrs Roe and Poe.\n\n2. Roof\nIt leaks a lot.", "", "Cllr Roe|Poe"),
    ("1. Apologies for absence: none received\n\n2. Roof\nIt leaks a lot.", "", ""),
    (
        "Attendees\n\n   Present\n          ada, ben_p, cy,\n          dd\n\n   Regrets\n\n   Chair\n          cy",
        "ada|ben_p|cy|dd",
        "",
    ),
    ("[17:00] <ada> present+\n[17:01] <ben> present+ Cy_Loe", "ada|Cy_Loe", ""),
)
MARKED: tuple[tuple[str, str, str], ...] = (
    (
        "**Present**: Ann Roe, Ben Poe\n\n**Apologies**: Cy Loe, Dee Coe, Gil Day, Hal Ely, Ida Fox, Jan Gee, Kit Hoe, Eve\nFay MSP, Gus Hay",
        "Ann Roe|Ben Poe",
        "Cy Loe|Dee Coe|Gil Day|Hal Ely|Ida Fox|Jan Gee|Kit Hoe|Eve Fay|Gus Hay",
    ),
    ("## Attendance\n\n- Ann\n- Ben R.\n- Cy (late)\n", "Ann|Ben R|Cy", ""),
    (
        "## Attendance\n\n### Board\n\n- Ann Roe\n\n### Staff\n\n- Ben Poe\n\n### Apologies\n\n- Cy Loe",
        "Ann Roe|Ben Poe",
        "Cy Loe",
    ),
    ("## Notes\n\nPresent: Ann, Ben R, Cy and\nDee Apologies: Eve\n", "Ann|Ben R|Cy|Dee", "Eve"),
    ("Board members in attendance were:\n\n- Ann Roe\n- Ben Poe\n", "Ann Roe|Ben Poe", ""),
    ("The meeting was led by Ann Roe; in attendance were Ben Poe and Cy Loe.", "Ben Poe|Cy Loe|Ann Roe", ""),
    ("|Name|Group|Present|\n|---|---|---|\n|Ann Roe|Mere|Yes|\n|Ben Poe|Coe|Yes|\n", "Ann Roe|Ben Poe", ""),
    ("|Present|Apologies|\n|---|---|\n|Ann Roe, Ben Poe|Cy Loe|\n", "Ann Roe|Ben Poe", "Cy Loe"),
    (
        "|Date|5 March 2024|\n|---|---|\n|Participants|Ann Roe, Ben Poe. Apologies received from Cy Loe.|\n",
        "Ann Roe|Ben Poe",
        "Cy Loe",
    ),
    ("## Attendees\n\n- [x] Ann Roe\n- [ ] Ben Poe\n", "Ann Roe", ""),
    ("## Attendees\n\n- @annr\n- @ben_p\n\n## Regrets\n\n- cloe", "annr|ben_p", "cloe"),
    ("Present: AR, BP, CL\n\nApologies: DC\n", "AR|BP|CL", "DC"),
    ("Welcome by the Chair.\n\n## Roof\n\nIt leaks.\n\n## Present\n\n- Ann Roe\n- Ben Poe", "Ann Roe|Ben Poe", ""),
    (
        "Attendees:\n- Board: Ann Roe, Ben Poe\n- Staff: Cy Loe\n- Apologies: Dee Coe\n",
        "Ann Roe|Ben Poe|Cy Loe",
        "Dee Coe",
    ),
    ("## Attending\n\n- Ann Roe (Mere)\n- Ben Poe\n\n## Notes\n\n### Roof\n\nIt leaks.", "Ann Roe|Ben Poe", ""),
    ("Ann Roe, Ben Poe and Cy Loe were present. Dee Coe sent her apologies.", "Ann Roe|Ben Poe|Cy Loe", "Dee Coe"),
    ("Minutes\n\n## Attendees\n\nNobody.", "", ""),
)


def listed(text: str, source: str) -> tuple[str, str]:
    people = meeting_of(text, source=source).attendance
    here, away = ([p.name for p in people if (p.presence == "apologies") is gone] for gone in (False, True))
    return "|".join(here), "|".join(away)


@pytest.mark.parametrize(("header", "present", "apologies"), PLAIN, ids=[case[0][:40] for case in PLAIN])
def test_plain_minutes_say_who_came(header: str, present: str, apologies: str) -> None:
    assert listed(f"{TOP}{header}{BODY}", "x/2024-03-05.txt") == (present, apologies)


@pytest.mark.parametrize(("header", "present", "apologies"), MARKED, ids=[case[0][:40] for case in MARKED])
def test_marked_up_minutes_say_who_came(header: str, present: str, apologies: str) -> None:
    assert listed(f"{BOARD}{header}{REST}", "x/2024-03-05.md") == (present, apologies)


def test_front_matter_says_who_came_and_who_chaired() -> None:
    front = "---\nattendees:\n  - Ann Roe\n  - Ben Poe\napologies: [Cy Loe]\nchair: Ann Roe\n---\n\n# Board"
    assert listed(f"{front}{REST}", "x/2024-03-05.md") == ("Ann Roe|Ben Poe", "Cy Loe")
    assert meeting_of(f"{front}{REST}", source="x/2024-03-05.md").chair == "Ann Roe"


@pytest.mark.parametrize(
    "said",
    [
        "The meeting was facilitated by Ann Roe.",
        "Ann Roe took the chair.",
        "Moderator: Ann Roe",
        "Held with Ann Roe in the chair.",
    ],
)
def test_a_sentence_or_a_label_says_who_chaired(said: str) -> None:
    assert meeting_of(f"{BOARD}{said}\n{REST}", source="x/2024-03-05.md").chair == "Ann Roe"


@pytest.mark.parametrize("said", ["Minutes by Ann Roe", "Scribe: Ann Roe", "Ann Roe took the minutes."])
def test_a_sentence_or_a_label_says_who_took_the_minutes(said: str) -> None:
    assert meeting_of(f"{BOARD}{said}\n{REST}", source="x/2024-03-05.md").minutes_by == "Ann Roe"


def test_topics_below_a_list_of_people_are_nobody() -> None:
    text = f"{BOARD}- Present: Ann Roe, Ben Poe\n- Gate: mended\n- Roof: to be mended\n{REST}"
    assert listed(text, "x/2024-03-05.md") == ("Ann Roe|Ben Poe", "")


def test_minutes_that_name_nobody_say_so_in_a_problem() -> None:
    _, problems = parse_meeting(document_of(f"{BOARD}Those who came were many.{REST}", source="x/2024-03-05.md"))
    assert any("nobody present" in p.message for p in problems)


def test_headings_that_name_parts_of_the_record_are_items_where_there_are_no_others() -> None:
    meeting = meeting_of(
        "# Board 5 March 2024\n\n# Notes\n\nThe roof leaks.\n\n# Actions\n\nNone.\n", source="x/2024-03-05.md"
    )
    assert [item.title for item in meeting.items] == ["Notes", "Actions"]


def test_who_chaired_another_meeting_chaired_none_of_this() -> None:
    said = "A public meeting on the ferry had been held, chaired by Ann Roe."
    assert meeting_of(f"{BOARD}Present: Ben Poe, Cy Loe\n\n{said}\n{REST}", source="x/2024-03-05.md").chair is None


def test_somebody_named_with_a_title_and_without_is_one_person() -> None:
    text = f"{BOARD}Present: Cllr Ann Roe, Ben Poe\n\n## Attendance\n\nPresent: Ann Roe\n{REST}"
    assert listed(text, "x/2024-03-05.md") == ("Cllr Ann Roe|Ben Poe", "")
