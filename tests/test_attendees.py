"""Lists of people run on in one line: where one ends and the next begins, and what is no person."""

import pytest

from assurance_bot.attendees import first_names, is_list_of_people, read_people


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Cllr Ann Roe AR Chair Cllr Ben Poe BP Cy Loe CL Clerk", ["Cllr Ann Roe", "Cllr Ben Poe", "Cy Loe"]),
        ("Mrs A Roe-Chair, Mr B. Poe, Miss C Loe", ["Mrs A Roe", "Mr B. Poe", "Miss C Loe"]),
        ("Mr A Roe (Chairman) Mr B Poe Mrs C Loe", ["Mr A Roe", "Mr B Poe", "Mrs C Loe"]),
        ("Ann, Ben M, Ben R. and Cy", ["Ann", "Ben M", "Ben R", "Cy"]),
        ("ann_roe, bpoe, Cy Loe, @dee", ["ann_roe", "bpoe", "Cy Loe", "dee"]),
        ("AR BP CL", ["AR", "BP", "CL"]),
        ("Councillors Roe, Poe & Loe", ["Councillor Roe", "Poe", "Loe"]),
        ("The Chairman, Mr A Roe, Mr B Poe", ["Mr A Roe", "Mr B Poe"]),
        ("Chief Constable Ann Roe, Deputy Chief Constable Ben Poe", ["Ann Roe", "Ben Poe"]),
        ("AR – Ann Roe, BP – Ben Poe", ["Ann Roe", "Ben Poe"]),
        ("AR: Ann Roe (Mere), BP: Ben Poe (Coe)", ["Ann Roe", "Ben Poe"]),
        ("Ann Roe. Ben Poe. Cy Loe.", ["Ann Roe", "Ben Poe", "Cy Loe"]),
        ("Roe, Ann; Poe, Ben", ["Ann Roe", "Ben Poe"]),
        ("Ann Roe, Mere, Ben Poe, Coe", ["Ann Roe", "Ben Poe"]),
        ("Ann Roe, Health and Care Trust", ["Ann Roe"]),
        ("Élodie Çay, Ørjan Østby and Łukasz Ąbc", ["Élodie Çay", "Ørjan Østby", "Łukasz Ąbc"]),
        ("Ann Roe, Ben Poe, Cy Dunn, Dee Elm Fee Loe Hay", ["Ann Roe", "Ben Poe", "Cy Dunn", "Dee Elm Fee Loe Hay"]),
        ("1 member of the public and Mr A Roe (county)", ["Mr A Roe"]),
        ("6 councillors, the clerk and 2 members of the public", []),
        ("[ ] Ann Roe", []),
    ],
)
def test_a_list_is_parted_at_its_people(words: str, names: list[str]) -> None:
    assert [p.name for p in read_people(words, presence="present", alone=True)] == names


def test_who_is_said_to_be_away_within_a_list_is_away() -> None:
    found = read_people("Ann Roe (apologies), Ben Poe, Cy Loe (absent)", presence="present")
    assert [p.presence for p in found] == ["apologies", "present", "absent"]


def test_when_somebody_came_is_no_role() -> None:
    (person,) = read_people("Ann Roe (joined at item 4)", presence="present")
    assert person.role is None


@pytest.mark.parametrize(
    ("words", "listed"),
    [
        ("Ann Roe, Ben Poe (Chair) and Cy Loe", True),
        ("Ann, Ben and Cy", True),
        ("1 member of the public and Mr A Roe", True),
        ("Licensing", False),
        ("The gate was mended, and the roof", False),
        ("Ann Roe asked about the gate, the roof, the path and the hedge", False),
    ],
)
def test_a_list_of_people_holds_nothing_else(words: str, listed: bool) -> None:
    assert is_list_of_people(words) is listed


def test_entries_of_one_word_are_first_names_where_the_others_are_people_too() -> None:
    assert first_names(["Ann", "Ben (late)", "Cy, minutes"])
    assert not first_names(["Gate: mended", "Roof: to be mended", "Path"])
