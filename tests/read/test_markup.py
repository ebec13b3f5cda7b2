"""Tables in HTML within Markdown: a sentence each."""

from assurance_bot.read.markup import pieces


def test_rows_keep_their_cells_and_empty_cells_between_them() -> None:
    found = list(
        pieces("<table><tr><td>Payee</td><td>Sum</td></tr><tr><td>Acme</td><td>&nbsp;</td><td>£2</td></tr></table>")
    )
    assert [(p.cells, p.begins) for p in found] == [(("Payee", "Sum"), True), (("Acme", "", "£2"), False)]  # fmt: skip


def test_a_box_of_one_cell_is_lines() -> None:
    found = list(
        pieces(
            "<table><tbody><tr><td><b>10. Planning</b><div></div>24/1 Shed &amp; barn<br>- support</td></tr></tbody></table>"
        )
    )
    assert [p.cells for p in found] == [("10. Planning",), ("24/1 Shed & barn",), ("- support",)]  # fmt: skip


def test_a_line_is_that_of_the_file() -> None:
    assert [p.line for p in pieces("<table>\n<tr><td>a</td>\n<td>b</td></tr>\n<tr><td>c</td><td>d</td></tr>")] == [1, 3]
