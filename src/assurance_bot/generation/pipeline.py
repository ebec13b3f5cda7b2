"""The stages between a file and its records, and what a build tells of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assurance_bot.checks import CHECKS
from assurance_bot.document import Document, Problem
from assurance_bot.errors import AssuranceError, SourceError
from assurance_bot.extract import extract
from assurance_bot.generation.cache import Parsed, code_fingerprint
from assurance_bot.generation.inputs import Input
from assurance_bot.parse import parse_meeting
from assurance_bot.read import read_document
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

    `problems` are all that there are, those of the files left out among them; `left_out` these alone.
    """

    name: str
    published: bool
    counts: dict[str, int]
    problems: tuple[Problem, ...]
    left_out: tuple[Problem, ...]


@dataclass(frozen=True)
class Pipeline:
    """The stages between a file and its records; `code` is what a result of theirs depends on besides the bytes."""

    read: Callable[..., Document] = read_document
    parse: Callable[[Document], tuple[Meeting, list[Problem]]] = parse_meeting
    extract: Callable[[Meeting, Document], tuple[Extract, list[Problem]]] = extract
    link: Callable[[Iterable[Extract]], list[Trail]] = link
    checks: Sequence[Callable[[Extract], Iterator[Problem]]] = tuple(CHECKS)
    code: str = ""

    @property
    def fingerprint(self) -> str:
        """The code of the stages, or of this whole package."""
        return self.code or code_fingerprint()

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


def quiet(_: Step) -> None:
    """Tell nobody."""
