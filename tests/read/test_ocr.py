"""Pages that are pictures, read by OCR where it is set and installed; where it is not, what can be read without it."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from assurance_bot.errors import SourceError
from assurance_bot.generation import build, configured
from assurance_bot.read import ocr, pdf, programs, read_document, tesseract
from read.making import Draw, put
from read.making import pdf as make_pdf
from read.showing import texts
from support.demo import BUILT

LINES = ("Fenmoor Fire Authority", "Present: Ann Roe, Chair", "Action: TP to replace the hoses by 30 April 2024.")
TYPED = "Minutes of the meeting held on 5 March 2024"
needs_ocr = pytest.mark.skipif(
    bool(tesseract.missing("eng")), reason=f"{tesseract.missing('eng')} is not installed, which OCR needs"
)


def scanned(*lines: str) -> Draw:
    """Draw a picture, as a scanner makes it of a page on which these lines are typed."""
    typed = make_pdf([put(60, 80 + 30 * nth, line, size=14) for nth, line in enumerate(lines)])
    with pypdfium2.PdfDocument(typed) as file:
        picture = file[0].render(scale=3).to_pil()

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)

    return draw


def written(folder: Path, data: bytes) -> Path:
    path = folder / "scan.pdf"
    path.write_bytes(data)
    return path


@needs_ocr
def test_a_page_that_is_a_picture_is_read_in_a_process_of_its_own(tmp_path: Path) -> None:
    data = make_pdf([scanned(*LINES)])
    document = read_document(written(tmp_path, data), source="scan.pdf", ocr="eng")
    assert texts(document) == list(LINES)
    assert [problem.message for problem in document.problems] == [ocr.NOTE]
    assert document.sha256 == hashlib.sha256(data).hexdigest()


@needs_ocr
def test_pages_of_text_stay_as_they_are_beside_pages_read_by_ocr() -> None:
    document = ocr.read(make_pdf([put(40, 60, TYPED)], [scanned(*LINES)]), "scan.pdf")
    assert texts(document) == [TYPED, *LINES]
    assert [line.page for line in document.lines if len(line.span)] == [1, 2, 2, 2]


@needs_ocr
def test_a_picture_in_which_no_words_are_found_is_named() -> None:
    with pytest.raises(SourceError, match="its pages are pictures, and OCR found no words in them"):
        ocr.read(make_pdf([scanned()]), "scan.pdf")
    document = ocr.read(make_pdf([put(40, 60, TYPED)], [scanned()]), "scan.pdf")
    assert document.problems[0].message == "page 2 is a picture without text, and OCR found no words in it"


@needs_ocr
def test_ocr_that_takes_too_long_is_ended_with_all_it_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "SECONDS", 0.3)
    with pytest.raises(SourceError, match=r"OCR took longer than 0\.3 seconds"):
        ocr.read(make_pdf([scanned(*LINES)]), "scan.pdf")


@pytest.mark.parametrize("read", [ocr.read, pdf.read])
def test_a_file_without_pictures_is_read_as_ever(read: Callable[[bytes, str], object]) -> None:
    assert read(make_pdf([put(40, 60, TYPED)]), "a.pdf") == pdf.read(make_pdf([put(40, 60, TYPED)]), "a.pdf")


def test_what_is_not_installed_is_named_with_what_to_do(tmp_path: Path) -> None:
    path = written(tmp_path, make_pdf([scanned(*LINES)]))
    with pytest.raises(SourceError, match=r"its pages are pictures, and .+ is not installed") as raised:
        read_document(path, source="scan.pdf", ocr="nolanguage")
    assert raised.value.remedy == tesseract.INSTALL


def test_what_can_be_read_without_ocr_is_where_it_is_not_installed() -> None:
    document = ocr.read(make_pdf([put(40, 60, TYPED)], [scanned(*LINES)]), "a.pdf", language="nolanguage")
    assert texts(document) == [TYPED]
    assert document.problems[-1].message.startswith("some of its pages are pictures, and ")


def test_a_locked_or_damaged_file_is_refused_before_ocr() -> None:
    with pytest.raises(SourceError, match="locked with a password"):
        ocr.read(make_pdf([put(40, 60, TYPED)], locked=True), "a.pdf")
    with pytest.raises(SourceError, match="damaged"):
        ocr.read(b"%PDF-1.7\nnothing of the kind", "a.pdf")


def test_a_program_past_its_time_is_ended_with_what_it_started(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    later = f"import time, pathlib; time.sleep(1.5); pathlib.Path({str(seen)!r}).touch()"
    starts = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {later!r}])"
    with pytest.raises(TimeoutError):
        programs.run([sys.executable, "-c", starts], seconds=0.7, folder=tmp_path)
    time.sleep(1.5)
    assert not seen.exists()


def test_a_program_tells_its_status_and_what_it_complained_of(tmp_path: Path) -> None:
    fails = [sys.executable, "-c", "import sys; sys.exit('no such page')"]
    assert programs.run(fails, seconds=20, folder=tmp_path) == (1, "no such page")


def test_what_a_program_keeps_for_a_time_goes_to_the_folder_given(tmp_path: Path) -> None:
    keeps = [sys.executable, "-c", "import tempfile; tempfile.mkdtemp(prefix='kept-')"]
    programs.run(keeps, seconds=20, folder=tmp_path)
    assert [path.name[:5] for path in tmp_path.iterdir()] == ["kept-"]


@needs_ocr
def test_a_scan_is_left_out_of_an_index_until_ocr_is_switched_on(tmp_path: Path) -> None:
    minutes, index = tmp_path / "minutes", tmp_path / "index"
    minutes.mkdir()
    (minutes / "scan.pdf").write_bytes(make_pdf([scanned(LINES[0], TYPED, *LINES[1:], "TP spoke.")]))
    (minutes / "other.txt").write_text(f"Fenmoor Fire Authority\n{TYPED.replace('5', '6')}\n", encoding="utf-8")
    off = build([minutes], index, now=BUILT, pipeline=configured())
    assert [problem.source for problem in off.left_out] == ["scan.pdf"]
    on = build([minutes], index, now=BUILT, pipeline=configured(ocr="eng"))
    assert (on.published, on.left_out, on.counts["actions"]) == (True, (), 1)
    assert not build([minutes], index, now=BUILT, pipeline=configured(ocr="eng")).published
