"""The files to read: found, named by their path below their folder, and known by the hash of their bytes."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

from assurance_bot.document import Problem
from assurance_bot.errors import ConfigError
from assurance_bot.generation.folders import sha256

UNREADABLE = "unreadable"  # stands in for the hash of a file that cannot be read; whoever reads it says why


@dataclass(frozen=True, slots=True)
class Source:
    """A file, and its name in everything we say: the path below its minutes folder, with "/"."""

    path: Path
    source: str
    wrong: str = ""
    """Why it cannot be read at all, where that is seen before it is opened."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to be read, and the sha256 of its bytes; `wrong` as in `Source`."""

    path: Path
    source: str
    sha256: str
    wrong: str = ""


def sources(folders: Sequence[Path], *, globs: Sequence[str] = (), ignore: Sequence[str] = ()) -> list[Source]:
    """Return the files below the folders (or the files given), by name; what is hidden is none.

    Of the files below a folder only those that fit one of `globs`, where there are any, and none of `ignore`; both as
    in a .gitignore file. A name that stands in two of the folders gets the folder's name before it. Raises ConfigError
    where a folder does not exist, or a pattern is none. What is no file to be read (a folder that cannot be opened, a link
    to nothing, a pipe) is returned with what is wrong with it, so that it is named.
    """
    wanted, unwanted = patterns(globs), patterns(ignore)
    found: dict[str, Source] = {}
    for folder in folders:
        if not folder.exists():
            raise ConfigError(f"There is no folder or file {folder}. Give the folder that holds the minutes.")
        for path, wrong in _files(folder, wanted if globs else None, unwanted):
            if path.is_dir() and path.is_symlink() and _within(path, folders):
                continue
            name = _name(path.name if folder.is_file() else path.relative_to(folder).as_posix())
            if name in found and _resolved(found[name].path) != _resolved(path):
                name = f"{_name(folder.resolve().name)}/{name}"
            found.setdefault(name, Source(path, name, wrong))
    return [found[name] for name in sorted(found)]


def _within(link: Path, folders: Sequence[Path]) -> bool:
    """Say whether a link leads to what is read anyway."""
    return any(_resolved(link).is_relative_to(_resolved(folder)) for folder in folders)


def _resolved(path: Path) -> Path:
    """Return where a path leads; a link that leads to itself leads nowhere else."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path


def patterns(lines: Sequence[str]) -> GitIgnoreSpec:
    """Return patterns that tell which paths they fit. Raises ConfigError, naming the first that is no pattern."""
    for line in lines:
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError as error:
            raise ConfigError(
                f"{line!r} is no pattern of file names. Write it as in .gitignore: *.pdf, old/."
            ) from error
    return GitIgnoreSpec.from_lines(lines)


def _files(folder: Path, wanted: GitIgnoreSpec | None, unwanted: GitIgnoreSpec) -> Iterator[tuple[Path, str]]:
    """Yield the files below a folder that are wanted, each with what is wrong with it, "" where nothing is seen to be."""
    if folder.is_file():
        yield folder, ""
        return
    unlisted: list[Path] = []
    for place, below, names in os.walk(folder, onerror=lambda error: unlisted.append(Path(error.filename))):
        at = Path(place).relative_to(folder)
        below[:] = sorted(n for n in below if not n.startswith(".") and not unwanted.match_file(f"{at / n}/"))
        for name in sorted(names):
            path = Path(place, name)
            if name.startswith((".", "~$")) or unwanted.match_file(at / name):
                continue
            if wanted is None or wanted.match_file(at / name):
                yield path, _wrong_with(path)
        for name in below:
            if (path := Path(place, name)).is_symlink():
                yield path, "a link to a folder, which is not followed. Name that folder among those to read"
    for path in unlisted:
        yield path, "the folder cannot be opened. Give the account that runs this leave to read it"


def _wrong_with(path: Path) -> str:
    """Return why something is no file that can be read, "" where it is one."""
    try:
        mode = path.stat().st_mode
    except OSError:
        link = path.is_symlink()
        return (
            "a link to a file that is not there. Mend the link, or remove it"
            if link
            else "it cannot be opened. Look at it"
        )
    return "" if stat.S_ISREG(mode) else "no plain file, but a pipe, socket or device. Move it elsewhere"


_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


def _name(path: str) -> str:
    """Return a path as text of one line that can be written anywhere, whatever bytes the file system holds."""
    return _BREAKS.sub("\ufffd", path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def hashed(found: Iterable[Source]) -> Iterator[Input]:
    """Yield each file with the hash of its bytes."""
    for each in found:
        yield Input(each.path, each.source, UNREADABLE if each.wrong else sha256_of(each.path), each.wrong)


def sha256_of(path: Path) -> str:
    """Return the hash of the bytes of a file, UNREADABLE where it cannot be read."""
    try:
        return sha256(path)
    except OSError:
        return UNREADABLE


def distinct(inputs: Iterable[Input]) -> tuple[list[Input], list[Problem]]:
    """Return the inputs, of several with the same bytes the first, and a problem that names each of the others."""
    first: dict[str, Input] = {}
    kept, problems = [], []
    for each in inputs:
        same = first.setdefault(each.sha256, each)
        if same is each or each.sha256 == UNREADABLE:
            kept.append(each)
        else:
            problems.append(Problem(each.source, None, f"the same file as {same.source}, which is read in its place"))
    return kept, problems
