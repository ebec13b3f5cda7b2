"""Hostile and broken files: each ends in a SourceError that says what to do, soon, and costs no other file anything."""

import io
import random
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from assurance_bot.document import Document
from assurance_bot.errors import SourceError
from assurance_bot.read import READERS, guard, pdf, read_document, web, word
from assurance_bot.read.limits import limited
from read.making import grid, paragraph, put
from read.making import pdf as make_pdf
from read.showing import texts
from read.wordmaking import cell, docx, level, p, r, row, table

PDF = make_pdf(
    [*grid([40, 300, 500], [60, 80, 100]), put(45, 75, "JR"), *paragraph(40, 150, "It was agreed. " * 20, width=400)]
)
LONG = make_pdf(*[paragraph(40, 60, "It was agreed. " * 200, width=500) for _ in range(12)])
WORD = docx(
    p(r("Minutes"), listed=(1, 0)) + table(row(cell(p(r("Write"))), cell(p(r("JR"))))),
    parts={
        "numbering": f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    },
)
WEB = b"<html><body><main><h1>Minutes</h1><ul><li>JR to write</ul><table><tr><td>a<td>b</table></main></body></html>"


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Return `data` with some bytes changed, cut out or said twice, or its end cut off."""
    out = bytearray(data)
    for _ in range(rng.choice([1, 3, 10, 40])):
        at = rng.randrange(max(1, len(out)))
        change = rng.random()
        if change < 0.6:
            out[at : at + 1] = bytes([rng.randrange(256)])
        elif change < 0.8:
            del out[at : at + rng.randrange(1, 60)]
        elif change < 0.95:
            out[at:at] = out[max(0, at - 30) : at] * rng.choice([1, 5])
        else:
            del out[max(at, 20) :]
    return bytes(out)


def repacked(data: bytes, rng: random.Random) -> bytes:
    """Return a zip archive some of whose parts are mutated, and which is itself whole."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            part = given.read(name)
            made.writestr(name, mutated(part, rng) if rng.random() < 0.3 else part)
    return out.getvalue()


@pytest.mark.parametrize(
    ("read", "data", "change"),
    [(pdf.read, PDF, mutated), (word.read, WORD, mutated), (word.read, WORD, repacked), (web.read, WEB, mutated)],
)
def test_of_200_mutated_files_each_is_read_or_named_within_ten_seconds(
    read: Callable[[bytes, str], Document], data: bytes, change: Callable[[bytes, random.Random], bytes]
) -> None:
    for seed in range(200):
        start = time.monotonic()
        with suppress(SourceError):
            document = read(change(data, random.Random(seed)), "a")  # noqa: S311 - chance is for the test alone
            assert all(0 <= line.span.start <= line.span.end <= len(document.text) for line in document.lines)
            assert all(document.quote(c.spans) for c in document.cells if c.spans)
        assert time.monotonic() - start < 10


def archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_has_been_unpacked() -> None:
    blank = b" " * (guard.MOST_UNPACKED + 2**20)
    data = archive({"[Content_Types].xml": b"<Types/>", "_rels/.rels": blank})
    assert len(data) < 2**20
    with pytest.raises(SourceError, match="unpacks to more than 64 MB"):
        word.read(data, "a.docx")


def test_an_archive_of_too_many_parts_is_refused() -> None:
    with pytest.raises(SourceError, match="more than 5000 parts"):
        word.read(archive({f"{n}.xml": b"" for n in range(guard.MOST_PARTS + 1)}), "a.docx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_declares_entities_is_refused_unread(encoding: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
    with pytest.raises(SourceError, match="declares a document type"):
        guard.parse_xml(bomb.encode(encoding), "a.docx", part="word/document.xml")


def test_elements_nested_without_end_are_refused() -> None:
    with pytest.raises(SourceError, match="nested more than 200 deep"):
        word.read(docx("<w:sdt>" * 240 + p(r("deep")) + "</w:sdt>" * 240), "a.docx")


def test_a_file_that_takes_too_long_is_named_and_the_next_one_is_read() -> None:
    with pytest.raises(SourceError, match=r"took longer than 0\.1 seconds"):
        limited("assurance_bot.read.pdf:read", seconds=0.1)(LONG, "a.pdf")
    assert texts(READERS[".pdf"](PDF, "b.pdf"))[0] == "JR"


def readers() -> list[psutil.Process]:
    """Return the reading processes of this one."""
    return [child for child in psutil.Process().children() if "assurance_bot.read" in child.cmdline()]


def test_a_file_that_kills_its_reading_process_is_named_and_the_next_one_is_read() -> None:
    READERS[".pdf"](PDF, "a.pdf")
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(READERS[".pdf"], LONG, "long.pdf")
        time.sleep(0.2)
        for child in readers():
            child.kill()
        with pytest.raises(SourceError, match="broke the reader"):
            reading.result()
    assert texts(READERS[".pdf"](PDF, "b.pdf"))[0] == "JR"


def test_a_reading_process_that_dies_meanwhile_is_replaced() -> None:
    READERS[".pdf"](PDF, "a.pdf")
    for child in readers():
        child.kill()
        child.wait()
    assert texts(READERS[".pdf"](PDF, "b.pdf"))[0] == "JR"


def test_several_threads_read_at_once() -> None:
    with ThreadPoolExecutor(2) as pool:
        read = list(pool.map(READERS[".pdf"], [PDF, LONG, PDF], ["a", "b", "c"]))
    assert [len(texts(document)) > 20 for document in read] == [False, True, False]


def test_an_unexpected_fault_of_a_reader_is_named_too() -> None:
    with pytest.raises(SourceError, match=r"cannot be read \(TypeError\)"):
        limited("builtins:len")(PDF, "a.pdf")


@pytest.mark.parametrize(("suffix", "data"), [(".pdf", PDF), (".docx", WORD), (".html", WEB)])
def test_each_format_is_found_by_its_suffix_and_read_alike_in_a_process_of_its_own(
    tmp_path: Path, suffix: str, data: bytes
) -> None:
    path = tmp_path / f"minutes{suffix.upper()}"
    path.write_bytes(data)
    here = {".pdf": pdf.read, ".docx": word.read, ".html": web.read}[suffix](data, "minutes")
    assert read_document(path, source="minutes") == here
