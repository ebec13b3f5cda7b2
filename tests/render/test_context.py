"""The surroundings of a record: paragraphs read on as such, and headings and rows of tables keep their lines."""

from assurance_bot.records import AnyRecord
from assurance_bot.render.context import context_of
from support.demo import demo


def said(words: str) -> AnyRecord:
    """Return the statement that holds some words."""
    return next(r for r in demo().register.find("statement") if words in " ".join(r.quote.text.split()))


def test_a_line_that_its_page_had_no_more_room_on_runs_on_into_the_next() -> None:
    before = context_of(demo().register, said("undertook to do so and to give the names").id).before
    heading, paragraph = before.split("\n")
    assert heading == "2.1 Estates Renewal Programme (ERP)"
    assert "a change of cell design after the contract was let" in paragraph


def test_rows_of_a_table_stay_rows() -> None:
    before = context_of(demo().register, said("agreed to publish progress against each target").id).before
    assert [line[:7] for line in before.split("\n")] == ["AP 9/23", *(f"AP {n}/24" for n in (1, 2, 3, 4)), "3. Work"]
