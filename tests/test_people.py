"""Who is meant: entries of an attendance list, and what words mean whom in one document."""

import pytest

from assurance_bot.attendees import read_people
from assurance_bot.bodies import Stated
from assurance_bot.people import Directory, differences, initials_of, looks_like_name
from assurance_bot.records import Attendance


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("Ann Roe (AR), Clerk; Ben Poe (Chair)", [("Ann Roe", "Clerk", "AR"), ("Ben Poe", "Chair", None)]),
        ("Ann Roe — Chair", [("Ann Roe", "Chair", None)]),
        ("Ann Roe, Ben Poe and Cy Loe", [("Ann Roe", None, None), ("Ben Poe", None, None), ("Cy Loe", None, None)]),
        ("Ann Roe, Chief Officer (CO)", [("Ann Roe", "Chief Officer (CO)", None)]),
        ("Ann Roe, Deputy Officer (DO), in the chair", [("Ann Roe", "Deputy Officer (DO), in the chair", None)]),
        ("Cllrs A Fox, R Sand and 3 members of the public", [("Cllr A Fox", None, None), ("R Sand", None, None)]),
        ("Priya (chair), Sam, Lee", [("Priya", "chair", None), ("Sam", None, None), ("Lee", None, None)]),
        ("Ann Roe {NCC} (AR), Ben Poe BP", [("Ann Roe", "NCC", "AR"), ("Ben Poe", None, "BP")]),
        ("Ann Roe, Open Weather Institute", [("Ann Roe", "Open Weather Institute", None)]),
        (
            "Ann Roe (AR) and Ben Poe (BP). It was noted that BP is ill.",
            [("Ann Roe", None, "AR"), ("Ben Poe", None, "BP")],
        ),
        ("", []),
    ],
)
def test_an_entry_gives_names_roles_and_initials(words: str, people: list[tuple[str, str | None, str | None]]) -> None:
    assert [(p.name, p.role, p.initials) for p in read_people(words, presence="present")] == people


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ann Roe", True),
        ("Cllr A Orr", True),
        ("Parish Clerk", False),
        ("the hall", False),
        ("NHS Northwold", False),
        ("The Rural Archives", False),
    ],
)
def test_a_name_is_told_from_an_office(words: str, name: bool) -> None:
    assert looks_like_name(words) is name


def test_initials_leave_titles_out() -> None:
    assert initials_of("Cllr Jane van Roe") == "JR"


DIRECTORY = Directory(
    [
        Attendance("Ann Roe", "Chief Officer (CO)", "AR"),
        Attendance("Ben Roe", "Clerk"),
        Attendance("Cy Dunn", "Manager at Northwold Data Centre (NDC)"),
    ],
    "The CO spoke.",
)


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("the CO", "CO"),
        ("Chief Officer", "CO"),
        ("AR", "CO"),
        ("the Clerk", "Clerk"),
        ("Cy", "Cy Dunn"),
        ("CD", "Cy Dunn"),
    ],
)
def test_words_mean_whom_the_document_says(written: str, label: str) -> None:
    party = DIRECTORY.resolve(written)
    assert party is not None
    assert party.label == label


def test_a_surname_that_two_share_means_neither() -> None:
    party = DIRECTORY.resolve("Roe")
    assert party is not None
    assert (party.role, party.person) == (None, None)


def test_an_abbreviation_is_nobody_where_the_document_does_not_have_it() -> None:
    assert DIRECTORY.resolve("CC") is None


STATED = Stated(
    offices={"CO": "Care Officer", "CHF": "Chief Officer", "TRS": "Treasurer"},
    holders={"Treasurer": "Eve Loe", "Warden": "Fay Moe", "Chief Officer": "ann roe"},
    people={"CD": "Dee Coe", "BR": "Bea Roe"},
)
TOLD = Directory(
    [
        Attendance("Cllr Ann Roe", "Chief Officer (CO)", "AR"),
        Attendance("Ben Roe", "TRS", "BR"),
        Attendance("Cy Dunn", "Warden"),
    ],
    "The CO spoke to the WA.",
    stated=STATED,
)


@pytest.mark.parametrize(
    ("written", "role", "person"),
    [
        ("CHF", "CHF", "Cllr Ann Roe"),
        ("the Chief Officer", "CHF", "Cllr Ann Roe"),
        ("AR", "CHF", "Cllr Ann Roe"),
        ("CO", "CO", None),
        ("Care Officer", "CO", None),
        ("TRS", "TRS", "Eve Loe"),
        ("Eve Loe", "TRS", "Eve Loe"),
        ("Ben", "TRS", "Ben Roe"),
        ("the Warden", "Warden", "Fay Moe"),
        ("CD", None, "Dee Coe"),
        ("BR", None, "Bea Roe"),
        ("Ben Roe", "TRS", "Ben Roe"),
        ("Cy", None, "Cy Dunn"),
    ],
)
def test_what_is_stated_counts_before_what_is_worked_out_which_holds_beside_it(
    written: str, role: str | None, person: str | None
) -> None:
    party = TOLD.resolve(written)
    assert party is not None
    assert (party.role, party.person) == (role, person)


def test_all_that_is_stated_may_be_written() -> None:
    assert {"CHF", "TRS", "CO", "warden", "care officer", "CD", "BR", "fay moe"} <= set(TOLD.known())


def test_minutes_that_say_otherwise_than_it_is_stated_are_named() -> None:
    assert [
        said.removesuffix("; it was read as the settings say") for said in differences(TOLD.attendance, STATED)
    ] == [
        "the settings say that CO is the Care Officer, these minutes say Chief Officer",
        "the settings say that BR is Bea Roe, these minutes say Ben Roe",
        "the settings say that the TRS is Eve Loe, these minutes say Ben Roe",
        "the settings say that the Warden is Fay Moe, these minutes say Cy Dunn",
    ]


@pytest.mark.parametrize("name", ["Ann Roe", "Cllr Ann Roe", "A Roe", "Mrs Roe"])
def test_one_person_written_otherwise_is_no_difference(name: str) -> None:
    assert (
        list(differences([Attendance(name, "Chief", "AR")], Stated({}, {"Chief": "Ann Roe"}, {"AR": "Ann Roe"}))) == []
    )


def test_letters_in_brackets_after_a_screen_name_spell_nobody() -> None:
    assert [(p.name, p.initials) for p in read_people("jane_r (JR), tom (TP), Ann Roe", presence="present")][-1:] == [
        ("Ann Roe", None)
    ]
