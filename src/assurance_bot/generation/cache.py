"""What was parsed, kept by file, bytes and code, so that a night with one new file parses one file.

An entry is a digest, then two pickles: (extract, problems, what was stated of the body) and the document. Only our own
records are ever made of one, in a folder that only its owner may read; an entry that is not whole is parsed anew.
"""

from __future__ import annotations

import copyreg
import datetime as dt
import hashlib
import importlib.metadata
import io
import pickle
import platform
import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import assurance_bot
from assurance_bot import document, records
from assurance_bot.document import Document, Problem
from assurance_bot.errors import SourceError
from assurance_bot.generation.inputs import Input
from assurance_bot.records import Extract, Meeting

_DIGEST = hashlib.sha256().digest_size
_REQUIRED = re.compile(r"^[A-Za-z0-9._-]+")  # whoosh-reloaded>=2.7.5
_WRITING = "writing.tmp"


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


class Cache:
    """The entries in one folder; used by whoever holds the lock of the index."""

    def __init__(
        self, folder: Path, *, code: str, given: Callable[[Input], str], stated: Callable[[Meeting], str]
    ) -> None:
        """Open the entries in a folder. What was parsed depends on `code`, on what is `given` for its file, and on what is
        `stated` of its body, which only the parsed meeting tells: an entry made when that was otherwise is made anew.
        """
        self._folder, self._code, self._given, self._stated = folder, code, given, stated
        self._used: set[str] = set()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        (folder / _WRITING).unlink(missing_ok=True)

    def parsed(self, file: Input, parse: Callable[[Input], Parsed]) -> tuple[Extract, tuple[Problem, ...]]:
        """Return what was extracted from a file, and its problems; `parse` is called where it is not kept already.

        Raises SourceError where the file is not what was hashed.
        """
        kept = self._load(file, whole=False)
        if kept is not None:
            found, problems, _ = kept[0]
            return found, problems
        made = parse(file)
        if made.document.sha256 != file.sha256:
            raise SourceError(file.source, "it was changed while it was being read", "The next run will read it.")
        self._save(file, made)
        return made.extract, made.problems

    def whole(self, file: Input, parse: Callable[[Input], Parsed]) -> Parsed:
        """Return all of a file, parsing it where it is not kept."""
        kept = self._load(file, whole=True)
        return parse(file) if kept is None else Parsed(kept[1], *kept[0][:2])

    def drop_unused(self) -> None:
        """Remove the entries that were not asked for since this cache was opened."""
        for path in self._folder.iterdir():
            if path.name not in self._used:
                path.unlink()

    def _path(self, file: Input) -> Path:
        key = hashlib.sha256(f"{file.source}\0{file.sha256}\0{self._code}\0{self._given(file)}".encode()).hexdigest()[
            :40
        ]
        self._used.add(key)
        return self._folder / key

    def _load(self, file: Input, *, whole: bool) -> tuple[Any, ...] | None:
        try:
            data = self._path(file).read_bytes()
            if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
                return None
            held = io.BytesIO(data[_DIGEST:])
            found, problems, stated = _OwnUnpickler(held).load()
            if stated != self._stated(found.meeting):
                return None
            parsed = (found, problems, stated)
            return (parsed, _OwnUnpickler(held).load()) if whole else (parsed,)
        except Exception:  # noqa: BLE001 — pickle raises anything; what cannot be read is parsed anew
            return None

    def _save(self, file: Input, made: Parsed) -> None:
        data = io.BytesIO()
        stated = self._stated(made.extract.meeting)
        for thing in ((made.extract, made.problems, stated), replace(made.document)):
            writer = pickle.Pickler(data, pickle.HIGHEST_PROTOCOL)
            writer.dispatch_table = _REDUCERS
            writer.dump(thing)
        payload = data.getvalue()
        writing = self._folder / _WRITING
        writing.write_bytes(hashlib.sha256(payload).digest() + payload)
        writing.replace(self._path(file))


def _mapping(held: dict[str, str]) -> MappingProxyType[str, str]:
    return MappingProxyType(held)


def _reducers() -> dict[type, Callable[[Any], Any]]:
    """Return how our records are pickled: by the values of their fields, which Python's own way takes six times as long."""
    found: dict[type, Callable[[Any], Any]] = {MappingProxyType: lambda held: (_mapping, (dict(held),))}
    for kind in (*vars(document).values(), *vars(records).values()):
        if isinstance(kind, type) and is_dataclass(kind) and kind is not Document:
            names = [field.name for field in fields(kind)]
            if not any(field.kw_only for field in fields(kind)):
                found[kind] = partial(_by_fields, kind, names)
    return found


def _by_fields(kind: type, names: list[str], thing: Any) -> tuple[type, tuple[Any, ...]]:
    return kind, tuple(getattr(thing, name) for name in names)


_REDUCERS = copyreg.dispatch_table | _reducers()
_OTHERS: dict[tuple[str, str], Any] = {("datetime", "date"): dt.date, (__name__, "_mapping"): _mapping}


class _OwnUnpickler(pickle.Unpickler):
    """Makes our records, dates and mappings, and nothing else, whatever an entry says."""

    def find_class(self, module: str, name: str) -> Any:
        if module in (document.__name__, records.__name__):
            return super().find_class(module, name)
        if (module, name) in _OTHERS:
            return _OTHERS[module, name]
        raise pickle.UnpicklingError(f"{module}.{name} has no place in this cache")
