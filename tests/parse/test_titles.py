"""What a meeting is called, by the first lines of its minutes."""

import pytest

from assurance_bot.parse.titles import bare_title
from making import meeting_of


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("Monthly Assurance Meeting February 2023 – Meeting Notes", "Monthly Assurance Meeting"),
        ("Minutes of the meeting held on Wednesday 25 September 2024 at 10.00am", ""),
        ("Northwold Parish Council MINUTES", "Northwold Parish Council"),
        ("Draft minutes of the Finance Committee meeting, 3 May 2024", "Finance Committee"),
        ("Standards Board - Meeting 3 (25 March 2014)", "Standards Board"),
        ("2014-09-22 Technical Panel Meeting Actions", "Technical Panel"),
        ("Minutes for meeting held Tuesday 1st April 2025", ""),
        ("Board September 2013", "Board"),
    ],
)
def test_a_bare_title_holds_no_date_no_place_and_no_word_for_minutes(written: str, bare: str) -> None:
    assert bare_title(written) == bare


def test_a_line_for_the_body_and_a_line_for_the_meeting_give_body_and_series() -> None:
    meeting = meeting_of(
        """
        POLICE AND CRIME COMMISSIONER FOR NORTHWOLD
        Quarterly Assurance Meeting
        Minutes of the meeting held on Tuesday 5 March 2024 at 10.00am
        in Committee Room 4, Mill House

        Present: Ada Holt (AH), Commissioner (PCC), in the chair; Ben Crane (BC), Chief Constable (CC)
        In attendance: Col Dent (CD), Business Support Officer (minutes)
        Apologies: none

        1/24 Welcome
        All were welcomed.
        """
    )
    assert (meeting.title, meeting.body) == (
        "Quarterly Assurance Meeting",
        "Police and Crime Commissioner for Northwold",
    )
    assert (meeting.series, meeting.id) == ("Quarterly Assurance Meeting", "quarterly-assurance-meeting-2024-03-05")
    assert (meeting.time, meeting.venue) == ("10:00", "Committee Room 4, Mill House")
    assert (meeting.chair, meeting.minutes_by) == ("Ada Holt", "Col Dent")
    assert [p.name for p in meeting.attendance if p.presence == "apologies"] == []


def test_a_title_that_names_only_a_body_names_its_series_too() -> None:
    meeting = meeting_of("Northwold Parish Council\nMinutes, 5 March 2024\n\n1. Welcome\n\nAll were welcomed.\n")
    assert (meeting.body, meeting.series) == ("Northwold Parish Council", "Northwold Parish Council")


def test_front_matter_gives_the_title_and_the_first_heading_the_body() -> None:
    meeting = meeting_of(
        """
        ---
        title: Monthly Review Meeting March 2024
        date: 2024-03-05
        ---

        # Fire Authority for Northwold

        - **Date:** Tuesday 5 March 2024, 9.30am
        - **Chair:** Ada Holt

        ## 1. Welcome

        All were welcomed.
        """,
        source="minutes/march.md",
    )
    assert (meeting.title, meeting.series) == ("Monthly Review Meeting March 2024", "Monthly Review Meeting")
    assert (meeting.body, meeting.time, meeting.chair) == ("Fire Authority for Northwold", "09:30", "Ada Holt")


def test_a_folder_called_minutes_is_never_a_body() -> None:
    meeting = meeting_of("Minutes\n\n5 March 2024\n\n1. Welcome\n\nAll were welcomed.\n", source="minutes/a.txt")
    assert meeting.body != "Minutes"


def test_a_draft_marker_is_no_title_and_makes_a_draft() -> None:
    meeting = meeting_of("DRAFT – not yet agreed\nNorthwold Parish Council\n5 March 2024\n\n1. Welcome\n\nAll came.\n")
    assert (meeting.title, meeting.version) == ("Northwold Parish Council", "draft")
