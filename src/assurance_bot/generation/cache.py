"""What was parsed, kept by file, bytes and code, so that a night with one new file parses one file.

An entry is a digest, then pickles, each after its length: the head and what was stated of the body, the extract, the
document. The trails of a body are kept too, by the extracts they were linked from. Only our own records are ever made
of an entry, in a folder that only its owner may read; an entry that is not whole is made anew.
"""

from __future__ import annotations

import copyreg
import datetime as dt
import hashlib
import importlib.metadata
import io
import os
import pickle
import platform
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import assurance_bot
from assurance_bot import document, records
from assurance_bot.document import Document, Problem
from assurance_bot.errors import SourceError
from assurance_bot.generation import folders as places
from assurance_bot.generation.inputs import Input
from assurance_bot.records import Extract, Meeting

_DIGEST = hashlib.sha256().digest_size
_REQUIRED = re.compile(r"^[A-Za-z0-9._-]+")  # whoosh-reloaded>=2.7.5
_SIZE = 8  # bytes of the length of a part
_HEAD, _EXTRACT, _DOCUMENT = range(3)

T = TypeVar("T")


@dataclass(frozen=True)
class Parsed:
    """One file parsed: its document, what was extracted, and what was odd."""

    document: Document
    extract: Extract
    problems: tuple[Problem, ...]


@cache
def code_fingerprint() -> str:
    """Return a hash of this package's source files and of the versions that what they do depends on."""
    digest = hashlib.sha256()
    folder = Path(assurance_bot.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        digest.update(f"{path.relative_to(folder).as_posix()}\n".encode() + path.read_bytes() + b"\0")
    for name, version in sorted(versions().items()):
        digest.update(f"{name} {version}\n".encode())
    return digest.hexdigest()


@cache
def versions() -> dict[str, str]:
    """Return the versions of Python and of each library that the package requires, where it was installed with them."""
    found = {"python": ".".join(platform.python_version_tuple()[:2])}
    try:
        required = importlib.metadata.requires("assurance-bot") or []
    except importlib.metadata.PackageNotFoundError:
        return found
    for line in required:
        if (match := _REQUIRED.match(line)) and "extra ==" not in line:
            try:
                found[match[0].lower()] = importlib.metadata.version(match[0])
            except importlib.metadata.PackageNotFoundError:
                continue
    return found


@dataclass(frozen=True)
class Head:
    """What a build needs of every file: its meeting without what it holds, and what is told of it.

    `problems` are of reading and extracting; `faults` are what the checks noticed, and count where the minutes are
    answered from.
    """

    meeting: Meeting
    problems: tuple[Problem, ...]
    faults: tuple[Problem, ...]
    acronyms: tuple[tuple[str, str], ...]


class Cache:
    """The entries in one folder; written by the job that holds the lock of the index, and by its workers."""

    def __init__(
        self, folder: Path, *, code: str, given: Callable[[Input], str], stated: Callable[[Meeting], str]
    ) -> None:
        """Open the entries in a folder. What was parsed depends on `code`, on what is `given` for its file, and on what
        is `stated` of its body, which only the parsed meeting tells: an entry made when that was otherwise is made anew.
        """
        self.folder, self._code, self._given, self._stated = folder, code, given, stated
        self._used: set[str] = set()
        self._whole: set[str] = set()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)

    def head(self, file: Input) -> Head | None:
        """Return the head of a file, None where it is not kept as it would be parsed now."""
        found = self._load(file, _HEAD)
        if found is None:
            return None
        *told, stated = found
        head = Head(*told)
        return head if stated == self._stated(head.meeting) else None

    def save(self, file: Input, made: Parsed, *, faults: tuple[Problem, ...]) -> Head:
        """Keep a file parsed, and return its head. Raises SourceError where the file is not what was hashed."""
        if made.document.sha256 != file.sha256:
            raise SourceError(file.source, "it was changed while it was being read", "The next run will read it.")
        found = made.extract
        bare = replace(found.meeting, attendance=(), items=(), passages=())
        head = Head(bare, made.problems, faults, tuple((a.acronym, a.expansion) for a in found.acronyms))
        told = (head.meeting, head.problems, head.faults, head.acronyms, self._stated(bare))
        self._write(self.key(file), [told, found, replace(made.document)])
        return head

    def extract(self, file: Input, parse: Callable[[Input], Parsed]) -> Extract:
        """Return what was extracted from a file, parsing it where it is not kept."""
        found: Extract | None = self._load(file, _EXTRACT)
        return parse(file).extract if found is None else found

    def document(self, file: Input, parse: Callable[[Input], Parsed]) -> Document:
        """Return the document of a file, parsing it where it is not kept."""
        found: Document | None = self._load(file, _DOCUMENT)
        return parse(file).document if found is None else found

    def made(self, name: str, make: Callable[[], list[T]]) -> list[T]:
        """Return what is kept by a name that says all it depends on besides code; made where it is not kept."""
        key = hashlib.sha256(f"{name}\0{self._code}".encode()).hexdigest()[:40]
        found: list[T] | None = self._part(key, 0)
        if found is None:
            found = make()
            self._write(key, [found])
        return found

    def drop_unused(self) -> None:
        """Remove the entries that were not asked for since this cache was opened."""
        for path in self.folder.iterdir():
            if path.name not in self._used:
                path.unlink(missing_ok=True)

    def key(self, file: Input) -> str:
        """Return the name of the entry of a file: it tells the file, its bytes, the code, and what is given for it."""
        told = f"{file.source}\0{file.sha256}\0{self._code}\0{self._given(file)}"
        return hashlib.sha256(told.encode()).hexdigest()[:40]

    def _load(self, file: Input, nth: int) -> Any:
        return self._part(self.key(file), nth)

    def _part(self, key: str, nth: int) -> Any:
        """Return one part of an entry, None where the entry is not whole."""
        self._used.add(key)
        try:
            with (self.folder / key).open("rb") as entry:
                if key not in self._whole:
                    digest = entry.read(_DIGEST)
                    if hashlib.file_digest(entry, "sha256").digest() != digest:
                        return None
                    self._whole.add(key)
                entry.seek(_DIGEST)
                for _ in range(nth):
                    entry.seek(int.from_bytes(entry.read(_SIZE)), os.SEEK_CUR)
                return _OwnUnpickler(io.BytesIO(entry.read(int.from_bytes(entry.read(_SIZE))))).load()
        except Exception:  # noqa: BLE001 — pickle raises anything; what cannot be read is parsed anew
            return None

    def _write(self, key: str, parts: Sequence[Any]) -> None:
        self._used.add(key)
        payload = b"".join(len(packed).to_bytes(_SIZE) + packed for packed in map(_packed, parts))
        writing = self.folder / f"{os.getpid()}-{threading.get_ident()}{places.WRITING}"
        try:
            writing.write_bytes(hashlib.sha256(payload).digest() + payload)
            writing.replace(self.folder / key)
        except BaseException:
            writing.unlink(missing_ok=True)
            raise


def _packed(thing: Any) -> bytes:
    data = io.BytesIO()
    writer = pickle.Pickler(data, pickle.HIGHEST_PROTOCOL)
    writer.dispatch_table = _REDUCERS
    writer.dump(thing)
    return data.getvalue()


def _mapping(held: dict[str, str]) -> MappingProxyType[str, str]:
    return MappingProxyType(held)


def _reducers() -> dict[type, Callable[[Any], Any]]:
    """Return how our records are pickled: by the values of their fields, which Python's own way takes six times as
    long.
    """
    found: dict[type, Callable[[Any], Any]] = {MappingProxyType: lambda held: (_mapping, (dict(held),))}
    for kind in (*vars(document).values(), *vars(records).values()):
        if isinstance(kind, type) and is_dataclass(kind) and kind is not Document:
            names = [field.name for field in fields(kind)]
            if any(field.kw_only for field in fields(kind)):
                found[kind] = partial(_by_names, kind, tuple(names))
            else:
                found[kind] = partial(_by_fields, kind, names)
    return found


def _by_fields(kind: type, names: list[str], thing: Any) -> tuple[type, tuple[Any, ...]]:
    return kind, tuple(getattr(thing, name) for name in names)


def _by_names(kind: type, names: tuple[str, ...], thing: Any) -> tuple[Any, tuple[Any, ...]]:
    return _named, (kind, names, *(getattr(thing, name) for name in names))


def _named(kind: type, names: tuple[str, ...], *values: Any) -> Any:
    return kind(**dict(zip(names, values, strict=True)))


_REDUCERS = copyreg.dispatch_table | _reducers()
_OTHERS: dict[tuple[str, str], Any] = {
    ("datetime", "date"): dt.date,
    (__name__, "_mapping"): _mapping,
    (__name__, "_named"): _named,
}


class _OwnUnpickler(pickle.Unpickler):
    """Makes our records, dates and mappings, and nothing else, whatever an entry says."""

    def find_class(self, module: str, name: str) -> Any:
        if module in (document.__name__, records.__name__):
            return super().find_class(module, name)
        if (module, name) in _OTHERS:
            return _OTHERS[module, name]
        raise pickle.UnpicklingError(f"{module}.{name} has no place in this cache")
