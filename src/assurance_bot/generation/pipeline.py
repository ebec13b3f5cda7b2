"""The stages between a file and its records, and what a build tells of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from assurance_bot.bodies import NO_BODIES, NOTHING, Bodies, Stated, digest
from assurance_bot.checks import CHECKS
from assurance_bot.document import Document, Problem
from assurance_bot.errors import AssuranceError, SourceError
from assurance_bot.generation.cache import Cache, Parsed, code_fingerprint
from assurance_bot.generation.changes import Change
from assurance_bot.generation.inputs import Input
from assurance_bot.read import read_document, takes_ocr, tesseract
from assurance_bot.records import Extract, Meeting, Trail
from assurance_bot.trail import link


@dataclass(frozen=True, slots=True)
class Step:
    """How far a build is: `done` of `total` in a stage, and the file it is about, if any."""

    stage: str
    done: int
    total: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to: `published` is False where nothing had changed, and `name` then the generation there was.

    `problems` are all that there are, those of the files left out among them; `left_out` these alone. `changes` are
    what happened to the files since the generation before, as long as this one is published.
    """

    name: str
    published: bool
    counts: dict[str, int]
    problems: tuple[Problem, ...]
    left_out: tuple[Problem, ...]
    changes: tuple[Change, ...] = ()


def _parse(document: Document, *, called: str = "") -> tuple[Meeting, list[Problem]]:
    from assurance_bot.parse.meeting import parse_meeting  # noqa: PLC0415 - half a second that no answer need wait for

    return parse_meeting(document, called=called)


def _extract(meeting: Meeting, document: Document, *, stated: Stated = NOTHING) -> tuple[Extract, list[Problem]]:
    from assurance_bot.extract import extract  # noqa: PLC0415 - as for `_parse`

    return extract(meeting, document, stated=stated)


@dataclass(frozen=True)
class Pipeline:
    """The stages between a file and its records; `code` is what a result of theirs depends on besides the bytes.

    So do `ocr`, the language in which pictures are read, "" where they are not, and what is stated of `bodies`;
    `configured` gives stages that heed them.
    """

    read: Callable[..., Document] = read_document
    parse: Callable[[Document], tuple[Meeting, list[Problem]]] = _parse
    extract: Callable[[Meeting, Document], tuple[Extract, list[Problem]]] = _extract
    link: Callable[[Iterable[Extract]], list[Trail]] = link
    checks: Sequence[Callable[[Extract], Iterator[Problem]]] = tuple(CHECKS)
    code: str = ""
    ocr: str = ""
    bodies: Bodies = NO_BODIES

    @property
    def fingerprint(self) -> str:
        """The code of the stages, or of this whole package."""
        return self.code or code_fingerprint()

    def fixed(self) -> Pipeline:
        """Return it with its code told, which another process need not find out."""
        return replace(self, code=self.fingerprint)

    def cache(self, folder: Path) -> Cache:
        """Return the entries in a folder, as these stages would make them."""
        return Cache(folder, code=self.fingerprint, given=self.given, stated=self.stated)

    @property
    def settings(self) -> str:
        """What all results together depend on besides code and bytes; "" where nothing is set."""
        return (tesseract.installed(self.ocr) if self.ocr else "") + digest(self.bodies)

    def given(self, file: Input) -> str:
        """Return what the meeting of a file depends on besides code and bytes; "" where nothing is set for it."""
        ocr = tesseract.installed(self.ocr) if self.ocr and takes_ocr(file.source) else ""
        return ocr + self.bodies.called(file.source)

    def stated(self, meeting: Meeting) -> str:
        """Return what the records of a meeting depend on besides; "" where nothing is stated of its body."""
        return digest(self.bodies.stated(meeting))

    def parsed(self, file: Input) -> Parsed:
        """Return a file parsed. Raises SourceError where it cannot be, whatever the stages raise."""
        try:
            document = self.read(file.path, source=file.source)
            meeting, odd = self.parse(document)
            found, odder = self.extract(meeting, document)
        except AssuranceError:
            raise
        except Exception as error:  # one file must not keep all others from being indexed
            fault = f"this program failed on it ({type(error).__name__}: {error})"
            raise SourceError(file.source, fault, "Please report it; the file is left out.") from error
        return Parsed(document, found, (*document.problems, *odd, *odder))

    def faults(self, found: Extract) -> tuple[Problem, ...]:
        """Return what the checks notice in the minutes of a file."""
        return tuple(problem for check in self.checks for problem in check(found))


@dataclass(frozen=True, slots=True)
class _Heeding:
    """Stages that heed what is stated of bodies; they go to other processes, which no function within a function does."""

    bodies: Bodies

    def parse(self, document: Document) -> tuple[Meeting, list[Problem]]:
        return _parse(document, called=self.bodies.called(document.source))

    def extract(self, meeting: Meeting, document: Document) -> tuple[Extract, list[Problem]]:
        return _extract(meeting, document, stated=self.bodies.stated(meeting))


def configured(*, ocr: str = "", bodies: Bodies = NO_BODIES) -> Pipeline:
    """Return the stages that heed the settings."""
    heeding = _Heeding(bodies)
    return Pipeline(partial(read_document, ocr=ocr), heeding.parse, heeding.extract, ocr=ocr, bodies=bodies)


Describe = Callable[[Path, tuple[Problem, ...], tuple[Change, ...]], None]
"""Adds files that tell of a generation to its folder, given what was left out of it and what happened to files."""


def undescribed(folder: Path, left_out: tuple[Problem, ...], changes: tuple[Change, ...]) -> None:
    """Add nothing to a generation."""


def quiet(_: Step) -> None:
    """Tell nobody."""
