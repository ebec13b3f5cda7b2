"""What a Document says, in the short form in which tests compare it."""

from assurance_bot.document import Document, Span


def texts(document: Document, form: str | None = None) -> list[str]:
    """Return the lines, or those of one form."""
    return [words(document, line.span) for line in document.lines if form in (None, line.form)]


def words(document: Document, span: Span) -> str:
    """Return the words at a place."""
    return document.text[span.start : span.end]


def tables(document: Document) -> list[list[dict[int, list[str]]]]:
    """Return each table as rows, each row as the lines of its cells by column."""
    found: dict[int, dict[int, dict[int, list[str]]]] = {}
    for cell in document.cells:
        row = found.setdefault(cell.table, {}).setdefault(cell.row, {})
        row[cell.column] = [words(document, span) for span in cell.spans]
    return [list(rows.values()) for rows in found.values()]


def pages(document: Document) -> list[tuple[int | None, int, str]]:
    """Return page, number and words of each line."""
    return [(line.page, line.number, words(document, line.span)) for line in document.lines]
