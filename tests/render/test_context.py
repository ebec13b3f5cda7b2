"""The surroundings of a record: paragraphs read on as such, and headings and rows of tables keep their lines."""

from pathlib import Path

from assurance_bot.generation import build, open_current
from assurance_bot.records import AnyRecord
from assurance_bot.render.context import Context, context_of
from support.demo import BUILT, demo


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


MINUTES = """\
Northwold Fire Authority
Scrutiny Board
Tuesday 5 March 2024
Present: Ada Marsh (Chair), Ben Oakes (Chief Fire Officer, CFO)

1. Stations
The CFO said that the roof of the station at Ebbwater had been mended twice since the storm and that
the third repair would not be the last, as the builders had found water below the felt and rot in
five beams, of which two carry the gallery, and that the crews had moved their lockers to the hall.
•
The doors at Marlow Cross had been hung anew.
The Chair thanked the crews for their patience in the winter, and hoped that it would be the last of
such winters for them, and that the beams would soon be whole again for the good of all, and for the
2.2
•
The CFO agreed to send a plan for the hoses by 30 April 2024.
•
The Chair asked who would pay for it all.
The CFO said that the cost would be met by the station reserve, which stood at a sum that had never
been drawn upon before, and that the members would be told of every pound of it as it was spent on
the works, by letter and in the next report, which the Treasurer had asked to see before all others
and to which the Chair would add a word on what had been learnt from the storm and from the repairs
of the last ten years.
"""


def around(folder: Path, words: str) -> Context:
    """Return the surroundings of the action that holds some words in the minutes above."""
    (folder / "minutes").mkdir()
    (folder / "minutes" / "2024-03-05-scrutiny.txt").write_text(MINUTES, encoding="utf-8")
    build([folder / "minutes"], folder / "index", now=BUILT)
    generation = open_current(folder / "index")
    try:
        name = next(r.id for k in ("action", "statement") for r in generation.register.find(k) if words in r.text)
        return context_of(generation.register, name)
    finally:
        generation.close()


def test_what_is_cut_in_mid_sentence_is_marked_and_no_bullet_or_number_stands_alone(tmp_path: Path) -> None:
    found = around(tmp_path, "a plan for the hoses")
    marked = "".join(words for words, _ in found.marked).split()
    assert marked[:5] == ["2.2", "•", "The", "CFO", "agreed"]
    assert found.before.startswith("… the third repair would not be")
    assert found.before.endswith("for the good of all, and for the")  # it goes on in the words marked
    assert "moved their lockers to the hall.\n• The doors at Marlow Cross had been hung anew.\n" in found.before
    assert found.after.startswith("• The Chair asked who would pay for it all.\nThe CFO said")
    assert found.after.endswith("from the storm and from the repairs …")
    lines = [*found.before.split("\n"), *found.after.split("\n")]
    assert not {"•", "2.2"} & {line.strip() for line in lines}
