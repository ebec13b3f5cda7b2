"""Makes PDFs of invented minutes for tests: words put at places given in points from the left and the top of an A4 page."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
Draw = Callable[[Canvas], None]


def pdf(*pages: Sequence[Draw], rotation: int = 0, locked: bool = False) -> bytes:
    """Return a PDF of one page for each list of things to draw."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True, encrypt="open sesame" if locked else None)
    for page in pages:
        canvas.setPageRotation(rotation)
        for draw in page:
            draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def put(x: float, y: float, words: str, *, font: str = PLAIN, size: float = 11, right: bool = False) -> Draw:
    """Draw words that begin, or with `right` end, at `x`."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        (canvas.drawRightString if right else canvas.drawString)(x, A4[1] - y, words)

    return draw


def line(x0: float, y0: float, x1: float, y1: float) -> Draw:
    """Draw a rule."""
    return lambda canvas: canvas.line(x0, A4[1] - y0, x1, A4[1] - y1)


def wrapped(words: str, width: float, *, font: str = PLAIN, size: float = 11) -> list[str]:
    """Return `words` broken to lines of at most `width` points."""
    lines: list[str] = []
    for word in words.split():
        if lines and stringWidth(f"{lines[-1]} {word}", font, size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def paragraph(x: float, y: float, words: str, *, width: float, step: float = 14, font: str = PLAIN) -> list[Draw]:
    """Draw `words` broken to lines."""
    return [put(x, y + i * step, text, font=font) for i, text in enumerate(wrapped(words, width, font=font))]


def grid(x: Sequence[float], y: Sequence[float]) -> list[Draw]:
    """Draw the rules of a table between the places in `x` and `y`."""
    return [line(x[0], at, x[-1], at) for at in y] + [line(at, y[0], at, y[-1]) for at in x]
