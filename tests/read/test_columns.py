"""PDF: tables, side columns, columns of text. What stands beside a row on the page is a cell of that row."""

from assurance_bot.read import pdf as reader
from read.making import BOLD, Draw, grid, paragraph, pdf, put, wrapped
from read.showing import tables, texts

HEDGE = "Members heard that the hedge along the northern path had been cut back and that the contractor would return."
FUNDS = (
    "The Treasurer reported that the balance stood at a modest sum and that the audit of the accounts was under way."
)
BENCH = "Three quotes had been had for a bench beside the pond; JR would ask the maker of the cheapest for a drawing."


def beside(data: bytes, column: int = 1) -> list[tuple[str, list[str]]]:
    """Return how each row that has words beside it ends, and those words."""
    rows = [row for table in tables(reader.read(data, "a")) for row in table if column in row]
    return [(row[0][-1].split()[-1], row[column]) for row in rows]


def bullets(y: float, *items: str) -> tuple[list[Draw], list[float]]:
    """Draw a bulleted list at the left, and return the places of its lines too."""
    drawn: list[Draw] = []
    places: list[float] = []
    for item in items:
        lines = wrapped(item, 380)
        drawn.append(put(60, y, "•"))
        drawn += [put(78, y + 14 * i, text) for i, text in enumerate(lines)]
        places += [y + 14 * i for i in range(len(lines))]
        y += 14 * len(lines) + 2
    return drawn, places


def test_initials_in_a_right_hand_column_belong_to_the_row_they_stand_level_with() -> None:
    drawn, places = bullets(90, HEDGE, FUNDS, BENCH)
    side = [
        put(500, 60, "Action", font=BOLD),
        put(500, places[1], "TO", font=BOLD),
        put(500, places[4], "JR", font=BOLD),
    ]
    assert beside(pdf([put(60, 60, "Items", font=BOLD), *drawn, *side])) == [
        ("Items", ["Action"]),
        ("return.", ["TO"]),
        ("drawing.", ["JR"]),
    ]


def test_initials_between_two_rows_belong_to_the_row_that_names_them() -> None:
    drawn, places = bullets(90, HEDGE, BENCH, FUNDS, HEDGE)
    data = pdf([*drawn, put(500, places[2] - 8, "JR"), put(500, places[6], "TO")])
    assert beside(data) == [("drawing.", ["JR"]), ("return.", ["TO"])]


def test_initials_on_the_line_below_a_row_belong_to_it() -> None:
    first, second = paragraph(60, 90, HEDGE, width=400), paragraph(60, 154, FUNDS, width=400)
    assert beside(pdf([*first, put(500, 118, "TO"), *second, put(500, 182, "JR")])) == [
        ("return.", ["TO"]),
        ("way.", ["JR"]),
    ]


def test_lines_beside_a_column_are_full_earlier_than_those_above_it() -> None:
    above = paragraph(60, 60, f"{FUNDS} " * 3, width=480)
    rows = [
        *paragraph(60, 150, HEDGE, width=380),
        *paragraph(60, 198, BENCH, width=380),
        *paragraph(60, 246, FUNDS, width=380),
    ]
    data = pdf(
        [*above, put(60, 130, "Items"), put(480, 130, "Action"), *rows, put(480, 198, "JR"), put(480, 246, "TO")]
    )
    (found,) = tables(reader.read(data, "a"))
    assert [len(row[0]) for row in found] == [1, 2, 2, 2]


def test_several_owners_under_each_other_are_one_cell() -> None:
    drawn, places = bullets(90, HEDGE, FUNDS, BENCH)
    side = [put(500, places[i], text) for i, text in ((0, "JR"), (1, "TO"), (4, "Clerk"))]
    assert beside(pdf([*drawn, *side])) == [("return.", ["JR", "TO"]), ("drawing.", ["Clerk"])]


def test_a_row_that_goes_on_overleaf_keeps_the_words_beside_its_end() -> None:
    last = "It was agreed to ask for a second quote and to report on it to the meeting in the"
    first = [*paragraph(60, 700, FUNDS, width=400), put(500, 714, "TO"), *paragraph(60, 780, last, width=430)]
    data = pdf(first, [put(60, 60, "month after next."), put(500, 60, "JR")])
    assert beside(data) == [("way.", ["TO"]), ("next.", ["JR"])]


def test_words_beside_a_row_stand_right_after_its_text_on_lines_of_their_own() -> None:
    drawn, places = bullets(90, HEDGE, FUNDS)
    document = reader.read(pdf([*drawn, put(500, places[0], "JR"), put(500, places[2], "TO")]), "a")
    assert texts(document)[2:3] == ["JR"]
    assert texts(document)[-1] == "TO"


def test_initials_pushed_to_the_right_margin_at_the_end_of_the_last_line_are_a_side_column() -> None:
    lines = [wrapped(text, 470) for text in (HEDGE, FUNDS, BENCH)]
    drawn: list[Draw] = []
    y = 90.0
    for owner, text in zip(("JR", "TO/JR", "Clerk"), lines, strict=True):
        drawn += [put(60, y + 14 * i, line) for i, line in enumerate(text)]
        drawn.append(put(530, y + 14 * (len(text) - 1), owner, font=BOLD, right=True))
        y += 14 * len(text) + 16
    assert beside(pdf(drawn)) == [("return.", ["JR"]), ("way.", ["TO/JR"]), ("drawing.", ["Clerk"])]


def test_an_action_table_without_rules_has_its_wrapped_cells_in_one_row() -> None:
    drawn: list[Draw] = []
    y = 90.0
    for task, owner, due in (
        ("Action", "By whom", "By when"),
        (BENCH, "JR and TO", "31 March"),
        (HEDGE, "Clerk", "1 May"),
    ):
        lines = wrapped(task, 300)
        drawn += [put(40, y + 14 * i, text) for i, text in enumerate(lines)] + [put(360, y, owner), put(450, y, due)]
        y += 14 * len(lines) + 8
    rows = tables(reader.read(pdf(drawn), "a"))[0]
    assert [(row[0][-1].split()[-1], row[1], row[2]) for row in rows] == [
        ("Action", ["By whom"], ["By when"]),
        ("drawing.", ["JR and TO"], ["31 March"]),
        ("return.", ["Clerk"], ["1 May"]),
    ]


def test_cells_that_stand_midway_in_the_height_of_their_row_belong_to_it() -> None:
    drawn = [put(x, 60, text, font=BOLD) for x, text in ((60, "Ref"), (180, "Action"), (330, "Owner"), (420, "Status"))]
    tasks = [(["Agree measures for the", "rural team"], "CC"), (["Publish the plan, with", "its costs"], "DCC")]
    for i, (lines, owner) in enumerate([*tasks, (["Audit the video at", "incidents"], "CC")]):
        y = 80 + 32 * i
        drawn += [put(60, y, "AP"), put(60, y + 13, f"{i}/23")] + [
            put(100, y + 13 * j, text) for j, text in enumerate(lines)
        ]
        drawn += [put(330, y + 6.5, owner), put(400, y + 6.5, "Open")]
    (rows,) = tables(reader.read(pdf(drawn), "a"))
    assert rows[1] == {0: ["AP", "0/23"], 1: ["Agree measures for the", "rural team"], 2: ["CC"], 3: ["Open"]}
    assert [row[2] for row in rows] == [["Owner"], ["CC"], ["DCC"], ["CC"]]


def test_names_and_initials_in_two_pairs_of_columns_are_a_table() -> None:
    drawn = [put(40, 90, "PRESENT", font=BOLD)]
    names = [
        ("Jane Roe", "JR", "Tom Okafor", "TO"),
        ("Ann Lee (Ward 3)", "AL", "Sam Fenn", "SF"),
        ("Rita Moss", "RM", "", ""),
    ]
    for i, row in enumerate(names):
        drawn += [put(x, 90 + 14 * i, text) for x, text in zip((120, 250, 320, 450), row, strict=True) if text]
    (rows,) = tables(reader.read(pdf(drawn), "a"))
    assert rows[0] == {0: ["PRESENT"], 1: ["Jane Roe"], 2: ["JR"], 3: ["Tom Okafor"], 4: ["TO"]}
    assert rows[2] == {1: ["Rita Moss"], 2: ["RM"]}


def test_labels_at_the_left_hold_the_values_beside_them() -> None:
    drawn = [put(40, 90, "Present:"), put(140, 90, "Jane Roe (Chair)"), put(140, 104, "Tom Okafor")]
    drawn += [
        put(40, 126, "Apologies:"),
        put(140, 126, "Sam Fenn"),
        put(40, 148, "In attendance:"),
        put(140, 148, "Rita Moss"),
    ]
    (rows,) = tables(reader.read(pdf(drawn), "a"))
    assert rows == [
        {0: ["Present:"], 1: ["Jane Roe (Chair)", "Tom Okafor"]},
        {0: ["Apologies:"], 1: ["Sam Fenn"]},
        {0: ["In attendance:"], 1: ["Rita Moss"]},
    ]


def test_sums_at_the_right_are_aligned_by_their_ends() -> None:
    drawn = [put(60, 90, "Hall hire"), put(400, 90, "£25.00", right=True), put(60, 104, "Newsletter")]
    drawn += [put(400, 104, "£1,130.40", right=True)]
    assert tables(reader.read(pdf(drawn), "a")) == [
        [{0: ["Hall hire"], 1: ["£25.00"]}, {0: ["Newsletter"], 1: ["£1,130.40"]}]
    ]


def test_a_ruled_table_has_the_cells_that_its_rules_draw() -> None:
    drawn = grid([40, 330, 430, 550], [60, 80, 122])
    for x, y, text in (
        (45, 75, "Action"),
        (335, 75, "Owner"),
        (435, 75, "Due"),
        (335, 95, "Jane Roe"),
        (435, 95, "31 March"),
    ):
        drawn.append(put(x, y, text))
    drawn += paragraph(45, 95, "Write to the contractor about the unfinished hedge and ask for a date", width=270)
    (rows,) = tables(reader.read(pdf(drawn), "a"))
    assert rows[0] == {0: ["Action"], 1: ["Owner"], 2: ["Due"]}
    assert (len(rows[1][0]), rows[1][1], rows[1][2]) == (2, ["Jane Roe"], ["31 March"])


def test_a_ruled_row_around_a_whole_page_is_parted_into_the_paragraphs_and_what_stands_beside_each() -> None:
    drawn = grid([40, 90, 480, 550], [60, 80, 400])
    drawn += [put(95, 75, "Discussion"), put(485, 75, "Action"), put(45, 100, "1")]
    drawn += [
        *paragraph(95, 100, HEDGE, width=375),
        *paragraph(95, 160, BENCH, width=375),
        *paragraph(95, 240, FUNDS, width=375),
    ]
    drawn += [put(485, 174, "JR"), put(485, 254, "Clerk")]
    (rows,) = tables(reader.read(pdf(drawn), "a"))
    assert [(row[1][-1].split()[-1], row.get(2)) for row in rows[1:]] == [
        ("return.", None),
        ("drawing.", ["JR"]),
        ("way.", ["Clerk"]),
    ]


def test_a_table_that_goes_on_overleaf_stays_one_table_and_its_repeated_head_is_furniture() -> None:
    def sheet(y: float, task: str, owner: str) -> list[Draw]:
        head = [put(45, y + 15, "Action"), put(335, y + 15, "Owner")]
        return [*grid([40, 330, 550], [y, y + 20, y + 40]), *head, put(45, y + 35, task), put(335, y + 35, owner)]

    document = reader.read(pdf(sheet(700, "Mend the gate", "JR"), sheet(60, "Paint the shed", "TO")), "a")
    assert tables(document) == [
        [{0: ["Action"], 1: ["Owner"]}, {0: ["Mend the gate"], 1: ["JR"]}, {0: ["Paint the shed"], 1: ["TO"]}]
    ]
    assert texts(document, "furniture") == ["Action", "Owner"]


def test_a_box_around_a_title_is_no_table() -> None:
    assert not reader.read(pdf([*grid([40, 550], [60, 90]), put(50, 80, "Minutes of the Parish Council")]), "a").cells


def test_two_columns_of_running_text_are_read_one_after_the_other() -> None:
    left, right = wrapped(f"{HEDGE} {FUNDS} " * 3, 230), wrapped(f"{BENCH} {FUNDS} " * 3, 230)
    title = [put(200, 60, "Minutes of the Panel", font=BOLD, size=16)]
    columns = [put(x, 110 + 14 * i, text) for x, lines in ((40, left), (310, right)) for i, text in enumerate(lines)]
    assert texts(reader.read(pdf(title + columns), "a")) == ["Minutes of the Panel", *left, *right]


def test_bullets_have_the_level_of_their_indent_and_numbers_stand_before_their_headings() -> None:
    drawn = [put(40, 60, "5"), put(70, 60, "Matters arising", font=BOLD), put(60, 80, "•"), put(76, 80, "Benches")]
    drawn += [put(90, 94, "•"), put(106, 94, "by the pond"), put(60, 108, "•"), put(76, 108, "Gates")]
    document = reader.read(pdf(drawn), "a")
    assert [(line.form, line.level) for line in document.lines] == [
        ("text", 0),
        ("bullet", 1),
        ("bullet", 2),
        ("bullet", 1),
    ]
    assert texts(document)[:2] == ["5 Matters arising", "• Benches"]
