"""HTML: what the page itself says, without what is on every page of its site."""

import pytest

from assurance_bot.errors import SourceError
from assurance_bot.read import web as reader
from read.showing import tables, texts, words

LONG = "<p>" + "The clerk reported on the hedge and the gate at some length. " * 8 + "</p>"


def read(html: str) -> list[str]:
    return texts(reader.read(html.encode(), "a.html"))


@pytest.mark.parametrize(
    "page",
    [
        "<body><header><nav><a>Home</a></nav></header><main><h1>Minutes</h1><p>Agreed.</p></main><footer>Contact</footer>",
        "<body><div role=banner>Site</div><div role=main><h1>Minutes</h1><p>Agreed.</p></div><div role=contentinfo>x</div>",
        "<body><ul class='main-menu'><li>Home</ul><article><h1>Minutes</h1><p>Agreed.</p></article><aside>More</aside>",
        "<body><header>Site<h1>Minutes</h1></header><p>Agreed.</p><footer>Contact</footer>",
        "<body><script>var a</script><style>p {}</style><h1>Minutes</h1><p>Agreed.<template>No</template></p>",
        "<body><h1>Minutes</h1><p>Agreed.</p><p hidden>x</p><p style='display:none'>x</p><div aria-hidden=true>x</div>",
    ],
)
def test_navigation_banners_footers_scripts_and_what_is_hidden_are_left_out(page: str) -> None:
    assert read(page) == ["Minutes", "Agreed."]


def test_where_the_page_names_no_main_part_the_densest_is_taken_and_its_title_kept() -> None:
    links = "<div><a>Home</a> <a>News</a></div>"
    lines = read(f"<body><div>{links}<h1>Minutes</h1><div>{LONG}<p>Agreed.</p></div><div>© us</div></div>")
    assert (lines[0], lines[-1], len(lines)) == ("Minutes", "Agreed.", 3)


def test_headings_lists_and_paragraphs_have_their_form_and_level() -> None:
    html = "<main><h2>Actions</h2><ul><li>JR to write<ul><li>by May</ul><li>TO to ring</ul><ol type=i start=3><li>Noted</ol>"
    document = reader.read(f"{html}<p>Text</main>".encode(), "a")
    assert [(line.form, line.level, words(document, line.span)) for line in document.lines] == [
        ("heading", 2, "Actions"),
        ("bullet", 1, "• JR to write"),
        ("bullet", 2, "• by May"),
        ("bullet", 1, "• TO to ring"),
        ("numbered", 1, "iii. Noted"),
        ("text", 0, "Text"),
    ]


def test_a_list_item_of_several_paragraphs_has_one_mark() -> None:
    assert read("<main><ol><li><p>First.</p><p>More.</p><li value=5>Fifth</ol></main>") == [
        "1. First.",
        "More.",
        "5. Fifth",
    ]


def test_a_break_begins_a_line_and_other_line_ends_are_blanks() -> None:
    assert read("<main><p>Present:\n  Jane Roe<br>Tom\nOkafor</p></main>") == ["Present: Jane Roe", "Tom Okafor"]


def test_struck_and_bold_words_are_told_however_they_are_written() -> None:
    style = "text-decoration: line-through"
    html = f"<main><p>To write <del>by May</del>, <s>June</s> or <span style='{style}'>July</span>, <b>soon</b>"
    document = reader.read(html.encode(), "a")
    assert [words(document, span) for span in document.struck] == ["by May", "June", "July"]
    assert [words(document, span) for span in document.strong] == ["soon"]


def test_cells_have_their_place_where_others_take_rows_and_columns() -> None:
    rows = "<tr><th>Action<th>Owner<th>Due<tr><td rowspan=2>Write<td>JR<td>May<tr><td colspan=2>TO"
    assert tables(reader.read(f"<main><table>{rows}</table></main>".encode(), "a")) == [
        [{0: ["Action"], 1: ["Owner"], 2: ["Due"]}, {0: ["Write"], 1: ["JR"], 2: ["May"]}, {1: ["TO"]}]
    ]


def test_a_table_for_layout_is_no_table() -> None:
    document = reader.read(f"<body><table><tr><td><h1>Minutes</h1>{LONG}</table>".encode(), "a")
    assert (texts(document)[0], document.cells) == ("Minutes", ())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<meta charset=iso-8859-1><main>caf\u00e9 \u2013 \u00a35</main>".encode("cp1252"), "caf\u00e9 \u2013 \u00a35"),
        ("<main>caf\u00e9</main>".encode(), "caf\u00e9"),
        ("\ufeff<meta charset=latin1><main>caf\u00e9</main>".encode(), "caf\u00e9"),
        ("<main>caf\u00e9</main>".encode("cp1252"), "caf\u00e9"),
        (b"<?xml version='1.0' encoding='utf-8'?><html><body><p>&pound;5&nbsp;each</p></body></html>", "\u00a35 each"),
        ("<main>the clerk\u200bâ€™s</main>".encode(), "the clerk\u2019s"),
    ],
)
def test_letters_are_read_in_the_encoding_that_the_page_is_in(data: bytes, expected: str) -> None:
    assert texts(reader.read(data, "a")) == [expected]


def test_the_page_tells_its_title_and_the_day_of_its_publication() -> None:
    head = "<title>Minutes 4 May\n2021</title><meta property='article:published_time' content='2021-05-11'>"
    assert reader.read(f"{head}<main>Agreed.</main>".encode(), "a").meta == {
        "title": "Minutes 4 May 2021",
        "published": "2021-05-11",
    }


@pytest.mark.parametrize(
    ("html", "wrong"),
    [
        ("<body><nav>Home</nav></body>", "holds no words"),
        ("<div>" * 230 + "deep" + "</div>" * 230, "nested more than 200 deep"),
        ("<!-- -->", "no web page|holds no words"),
    ],
)
def test_what_cannot_be_read_says_why(html: str, wrong: str) -> None:
    with pytest.raises(SourceError, match=wrong):
        reader.read(html.encode(), "a.html")


def test_a_reference_to_a_control_character_is_left_out() -> None:
    document = reader.read(
        b"<html><body><nav>x &#1; y</nav><main><p>The hall &#x1b;is dry.</p></main></body></html>", "a.html"
    )
    assert "is dry." in document.text
    assert "\x1b" not in document.text
