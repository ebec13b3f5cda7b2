"""Entries that a lost line break has run on in one line."""
# ruff: noqa: E501  # minutes stay on the line of their test

import pytest

from assurance_bot.parse.blocks import blocks
from assurance_bot.parse.furniture import furniture
from making import document_of


def read(text: str) -> list[tuple[str, str]]:
    document = document_of(text, source="mere/2024-03-05.md")
    return [(b.number, b.words) for b in blocks(document, furniture(document))]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5. Clerk\n\nThe rota was agreed. 6. The fence was mended.\n\n7. Roof\n\nIt leaks.\n", "6"),
        ("11/24 Fence It was mended. 12/24 To approve the rota It was.\n\n13/24 Roof It leaks.\n", "12/24"),
        (
            "8. Reports\n\n8.1 Chair The fair was held on the green. 8.2 Clerk The lease was signed by all of us.\n",
            "8.2",
        ),
    ],
)
def test_a_number_missing_between_its_neighbours_begins_an_entry_within_a_line(text: str, number: str) -> None:
    assert number in [found for found, _ in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "5. Clerk\n\nThe rota was agreed as in item 6. It holds.\n\n6. Roof\n\nIt leaks.\n",
        "5. Clerk\n\nThe sum was 6. 00 in all.\n\n7. Roof\n\nIt leaks.\n",
        "11/24 Fence As told in 12/24 it was mended.\n\n12/24 Roof It leaks.\n",
    ],
)
def test_a_number_that_is_not_missing_begins_nothing(text: str) -> None:
    assert len([number for number, _ in read(text) if number]) == 2


def test_bullets_within_a_line_begin_entries_where_they_say_something() -> None:
    text = "Matters arising • The gate was mended by the contractor in May. • The Clerk agreed to write to the owner of the fence.\n"
    assert [words for _, words in read(text)] == [
        "Matters arising",
        "The gate was mended by the contractor in May.",
        "The Clerk agreed to write to the owner of the fence.",
    ]


def test_bullets_between_names_part_no_line() -> None:
    assert (
        len(read("Ann Roe of Mere Hall • Ben Poe of Coe Institute • Cy Loe of Dale Museum • Dee Coe of Eel House\n"))
        == 1
    )


def test_a_list_that_counts_from_one_within_a_line_is_parted() -> None:
    text = "Items for the next agenda were put by councillors: 1. Dogs are to be an item. 2. The sign on the bridleway has come down.\n"
    assert [number for number, _ in read(text)] == ["", "1", "2"]
