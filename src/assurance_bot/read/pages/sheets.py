"""A page of a PDF to a `Sheet`: upright words, straight rules, and what could not be read. All of pdfium is here.

Points of the file's space are turned and moved at once to the page as it is shown, so that nothing later knows of it.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from assurance_bot.read.pages.letters import Face, Fonts, Letter, Word, weave

_MAX_LETTERS = 30_000  # of one page; a page of small print has 10,000
_MAX_OBJECTS = 60_000  # drawn on one page; a map has some 10,000
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " "}
_MOST_CORNERS = 2000  # of one path
_THIN, _SHORT = 3.0, 4.0  # points: what is thinner is a line, what is shorter is none
Place = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along the page's axes, or the edge of a box."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def across(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as shown, in points.

    `tilted` are the words that are not upright, `images` the number of pictures, `unread` the number of letters whose
    font does not say what they are, `cut` whether more stood there than is read of one page.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rules: tuple[Rule, ...] = ()
    tilted: str = ""
    images: int = 0
    unread: int = 0
    cut: bool = False


def read_sheet(page: pdfium.PdfPage, *, number: int, fonts: Fonts) -> Sheet:
    """Return what stands on `page`. Which words are bold is known when all pages were seen: see `settle`."""
    place, width, height = _placing(page)
    textpage = page.get_textpage()
    try:
        letters = list(_letters(textpage, place, fonts))
        cut = textpage.count_chars() > _MAX_LETTERS
    finally:
        textpage.close()
    words = weave(letter for letter in letters if letter.face.upright)
    inside = tuple(w for w in words if -2 < w.x0 < width + 2 and -2 < w.base < height + w.size)
    tilted = "".join(letter.char for letter in letters if not letter.face.upright)
    unread = sum(letter.char == "\ufffd" or "\ue000" <= letter.char <= "\uefff" for letter in letters)
    rules, images = _drawn(page, place)
    return Sheet(number, width, height, inside, tuple(rules), tilted, images, unread, cut)


def settle(sheet: Sheet, fonts: Fonts) -> Sheet:
    """Return `sheet` with its bold, symbolic and struck words marked."""
    bold, symbols = fonts.bold, fonts.symbols
    level = [rule for rule in sheet.rules if rule.across]
    return replace(
        sheet,
        words=tuple(
            replace(word, bold=word.font in bold, symbol=word.font in symbols, struck=_struck(word, level))
            for word in sheet.words
        ),
    )


def _struck(word: Word, level: list[Rule]) -> bool:
    """Whether a rule runs through the middle of the letters; an underline runs below `base`, an overline higher."""
    middle = (word.x0 + word.x1) / 2
    high, low = word.base - 0.45 * word.size, word.base - 0.15 * word.size
    return any(high < rule.y0 < low and rule.x0 - 1 < middle < rule.x1 + 1 for rule in level)


def _placing(page: pdfium.PdfPage) -> tuple[Place, float, float]:
    """Return how a point of the file's space stands on the page as shown, and the width and height shown."""
    left, bottom, right, top = page.get_cropbox()
    turn = page.get_rotation()
    if turn == 90:
        return (lambda x, y: (y - bottom, x - left)), top - bottom, right - left
    if turn == 180:
        return (lambda x, y: (right - x, y - bottom)), right - left, top - bottom
    if turn == 270:
        return (lambda x, y: (top - y, right - x)), top - bottom, right - left
    return (lambda x, y: (x - left, top - y)), right - left, top - bottom


def _letters(textpage: pdfium.PdfTextPage, place: Place, fonts: Fonts) -> Iterator[Letter]:
    """Yield the letters of a page in the order of the file, ligatures parted into theirs."""
    faces: dict[int, Face] = {}
    box, x, y = pdf.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    raw = textpage.raw
    for i in range(min(textpage.count_chars(), _MAX_LETTERS)):
        code = pdf.FPDFText_GetUnicode(raw, i)
        char = "-" if code == 2 else chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        char = _LIGATURES.get(char, char)
        thing = pdf.FPDFText_GetTextObject(raw, i)
        if not thing or pdf.FPDFText_IsGenerated(raw, i) == 1:
            yield Letter(" ", 0, 0, 0, Face(0, 1), guessed=True)
            continue
        owner = ctypes.addressof(thing.contents)
        face = faces.get(owner)
        if face is None:
            face = faces[owner] = _face(textpage, i, place, fonts)
        pdf.FPDFText_GetLooseCharBox(raw, i, box)
        pdf.FPDFText_GetCharOrigin(raw, i, x, y)
        (ax, _), (bx, _) = place(box.left, box.bottom), place(box.right, box.top)
        letter = Letter(char, min(ax, bx), max(ax, bx), place(x.value, y.value)[1], face)
        if face.upright and fonts.wants(letter):
            fonts.saw(letter, _ink(textpage, i))
        yield letter


def _face(textpage: pdfium.PdfTextPage, i: int, place: Place, fonts: Fonts) -> Face:
    matrix, flags = pdf.FS_MATRIX(), ctypes.c_int()
    name = ctypes.create_string_buffer(256)
    pdf.FPDFText_GetFontInfo(textpage, i, name, 256, flags)
    pdf.FPDFText_GetMatrix(textpage, i, matrix)
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    size = max(1.0, pdf.FPDFText_GetFontSize(textpage, i) * scale)
    (ox, oy), (px, py) = place(0, 0), place(matrix.a, matrix.b)
    run = math.hypot(matrix.a, matrix.b) or 1.0
    number = fonts.number(name.value.decode("utf-8", "replace"), pdf.FPDFText_GetFontWeight(textpage, i))
    return Face(number, round(size, 2), (px - ox) / run > 0.97 and abs(py - oy) / run < 0.25)


def _ink(textpage: pdfium.PdfTextPage, i: int) -> float:
    """Return the width of the letter's ink."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdf.FPDFText_GetCharBox(textpage, i, left, right, bottom, top)
    return float(right.value - left.value)


def _drawn(page: pdfium.PdfPage, place: Place) -> tuple[list[Rule], int]:
    """Return the straight rules drawn on a page, and the number of its pictures."""
    rules: list[Rule] = []
    images = 0
    for seen, thing in enumerate(page.get_objects(filter=(pdf.FPDF_PAGEOBJ_PATH, pdf.FPDF_PAGEOBJ_IMAGE), max_depth=4)):
        if seen > _MAX_OBJECTS:
            break
        if thing.type == pdf.FPDF_PAGEOBJ_IMAGE:
            images += 1
        else:
            rules += _edges(thing, place)
    return rules, images


def _edges(thing: pdfium.PdfObject, place: Place) -> Iterator[Rule]:
    """Yield the rules of one path: what is thin as a whole, the straight edges of what is stroked."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdf.FPDFPath_GetDrawMode(thing, fill, stroke)
    if not (fill.value or stroke.value):
        return
    for points in _outlines(thing, place):
        box = _box(points)
        if min(box.x1 - box.x0, box.y1 - box.y0) < _THIN:
            if max(box.x1 - box.x0, box.y1 - box.y0) > _SHORT:
                yield box
        elif stroke.value:
            yield from (edge for a, b in pairwise(points) if _is_straight(edge := _box([a, b])))


def _box(points: list[tuple[float, float]]) -> Rule:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Rule(min(xs), min(ys), max(xs), max(ys))


def _is_straight(edge: Rule) -> bool:
    width, height = edge.x1 - edge.x0, edge.y1 - edge.y0
    return min(width, height) < 0.5 and max(width, height) > _SHORT


def _outlines(thing: pdfium.PdfObject, place: Place) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each closed or open line of a path; paths with many corners are drawings and yield none."""
    count = pdf.FPDFPath_CountSegments(thing)
    if not 2 <= count <= _MOST_CORNERS:
        return
    matrix = thing.get_matrix()
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(count):
        segment = pdf.FPDFPath_GetPathSegment(thing, i)
        if pdf.FPDFPathSegment_GetType(segment) == pdf.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        pdf.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(place(*matrix.on_point(x.value, y.value)))
        if pdf.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    yield points
