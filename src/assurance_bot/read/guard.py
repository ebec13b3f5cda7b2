"""Zip archives and XML from strangers: never more unpacked, nested or expanded than minutes can need."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from assurance_bot.errors import SourceError

MOST_UNPACKED = 64 * 2**20  # bytes of all parts of an archive together
MOST_PARTS = 5000
DEEPEST = 200  # elements within each other; a document of Word has some 20
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_BOMB = "Open it in Word or LibreOffice and save it anew; leave it out if you do not know where it comes from."


@dataclass
class Archive:
    """The parts of a zip archive; what was unpacked of it adds up."""

    file: zipfile.ZipFile
    source: str
    unpacked: int = 0

    def __contains__(self, name: str) -> bool:
        return name in self.file.NameToInfo

    def part(self, name: str) -> bytes:
        """Return the bytes of a part. Raises SourceError where it is missing, damaged, or unpacks to too much."""
        left = MOST_UNPACKED - self.unpacked
        try:
            with self.file.open(name) as stream:
                data = stream.read(left + 1)
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as e:
            raise SourceError(self.source, f"its part {name} is missing or damaged", "Open and save it anew.") from e
        if len(data) > left:
            raise SourceError(self.source, f"it unpacks to more than {MOST_UNPACKED >> 20} MB", _BOMB)
        self.unpacked += len(data)
        return data

    def xml(self, name: str) -> etree._Element:
        """Return the root of a part in XML."""
        return parse_xml(self.part(name), self.source, part=name)


def open_archive(data: bytes, source: str) -> Archive:
    """Return the archive that `data` holds. Raises SourceError where it is none, or has too many parts."""
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, OverflowError) as error:
        raise SourceError(
            source, "it is damaged, or not of the format its name says", "Open and save it anew."
        ) from error
    if len(file.NameToInfo) > MOST_PARTS:
        raise SourceError(source, f"it holds more than {MOST_PARTS} parts", _BOMB)
    return Archive(file, source)


def parse_xml(data: bytes, source: str, *, part: str) -> etree._Element:
    """Return the root of an XML document. Raises SourceError where it is damaged, declares a DTD, or nests too deep."""
    if _DOCTYPE.search(data[:4096]) or _DOCTYPE.search(data.replace(b"\x00", b"")[:4096]):
        raise SourceError(source, f"its part {part} declares a document type, which may hide endless expansion", _BOMB)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(source, f"its part {part} is damaged", "Open and save it anew.") from error
    check_depth(root, source)
    return root


def check_depth(root: etree._Element, source: str) -> None:
    """Raise SourceError where elements stand in each other deeper than any minutes need."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise SourceError(source, f"its elements are nested more than {DEEPEST} deep", _BOMB)
