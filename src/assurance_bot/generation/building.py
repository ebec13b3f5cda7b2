"""The whole way from files to a published generation, on one screen: `build`.

Memory holds one document at a time; what was parsed waits in the cache. A file that cannot be read is left out and named.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from assurance_bot.document import Problem
from assurance_bot.errors import AssuranceError, ConfigError, SourceError
from assurance_bot.generation import folders as places
from assurance_bot.generation.cache import Cache, Parsed, versions
from assurance_bot.generation.inputs import Input, distinct, hashed, sources
from assurance_bot.generation.naming import Naming
from assurance_bot.generation.pipeline import Built, Pipeline, Step, quiet, undescribed
from assurance_bot.generation.units import expansions, units
from assurance_bot.records import Extract
from assurance_bot.store import Register, write
from assurance_bot.textindex import TextIndex, Unit

T = TypeVar("T")


def build(
    folders: Sequence[Path],
    index: Path,
    *,
    now: dt.datetime,
    progress: Callable[[Step], None] = quiet,
    engine: str = "whoosh",
    pipeline: Pipeline | None = None,
    keep: int = places.KEPT,
    describe: Callable[[Path, tuple[Problem, ...]], None] = undescribed,
) -> Built:
    """Read the minutes in `folders` and publish a generation in `index`, unless nothing has changed since the last.

    `now` is noted in the manifest and nowhere else. Raises BusyError where another job builds, ConfigError where there is
    nothing to read or none of it can be read. Old generations beyond the last `keep` are removed. `describe` is given the
    folder of a generation that is all but whole, and what was left out of it; the files that it adds belong to it.
    """
    with places.locked(index):
        places.clear_temporaries(index)
        job = _Job(index, pipeline or Pipeline(), engine, progress)
        job.find(folders)
        if (same := job.published()) is not None:
            return same
        job.parse()
        building = places.new_building(index)
        job.write_records(building)
        job.write_text(building)
        describe(building, job.left_out)
        built = job.write_manifest(building, now=now)
        places.settle(index, building, built.name)
        places.point(index, built.name)
        job.cache.drop_unused()
        places.remove_old(index, keep=keep)
        return built


class _Job:
    """One build under way: what its stages hand on to each other."""

    def __init__(self, index: Path, pipeline: Pipeline, engine: str, progress: Callable[[Step], None]) -> None:
        self._index, self._pipeline, self._engine, self._progress = index, pipeline, engine, progress
        self.cache = Cache(index / "cache", code=pipeline.fingerprint, given=pipeline.given, stated=pipeline.stated)
        self._fingerprint = ""
        self._found: list[Input] = []
        self._files: list[Input] = []
        self._left_out: list[Problem] = []
        self._problems: set[Problem] = set()
        self._naming = Naming(())
        self._stated: dict[str, str] = {}
        self._acronyms: Counter[tuple[str, str]] = Counter()

    def find(self, folders: Sequence[Path]) -> None:
        """Find and hash the files."""
        there = sources(folders)
        if not there:
            raise ConfigError(
                f"There are no files in {', '.join(map(str, folders))}. Give the folder that holds minutes."
            )
        self._found = list(self._told("looking at files", hashed(there), len(there)))
        self._files, twice = distinct(self._found)
        self._problems |= set(twice)
        settings = [self._engine, self._pipeline.settings]
        depends = [self._pipeline.fingerprint, *settings, *((file.source, file.sha256) for file in self._found)]
        self._fingerprint = hashlib.sha256(json.dumps(depends).encode()).hexdigest()

    def published(self) -> Built | None:
        """Return what is published already, where it is sound and nothing has changed since."""
        try:
            folder = places.current(self._index)
            manifest = places.read_manifest(folder)
            if manifest["fingerprint"] != self._fingerprint:
                return None
            places.verify(folder)
            register = Register(folder / places.RECORDS)
        except AssuranceError:
            return None  # nothing there, or damaged: it is built anew
        problems = tuple(register.problems())
        register.close()
        left_out = tuple(problem for problem in problems if problem.source in manifest["left_out"])
        return Built(folder.name, False, manifest["counts"], problems, left_out)

    def parse(self) -> None:
        """Parse each file, or find it in the cache; leave out and name what cannot be."""
        heads, kept = [], []
        for file in self._told("reading minutes", self._files, len(self._files)):
            try:
                found, odd = self.cache.parsed(file, self._pipeline.parsed)
            except SourceError as error:
                self._left_out.append(Problem(file.source, None, f"{error.wrong}. {error.remedy}"))
                continue
            kept.append(file)
            heads.append(replace(found.meeting, attendance=(), items=(), passages=()))
            self._problems |= set(odd)
        if not kept:
            said = "; ".join(str(problem) for problem in self._left_out[:3])
            raise ConfigError(f"None of the {len(self._left_out)} files can be read, so nothing was published. {said}")
        self._files, self._naming = kept, Naming(heads)
        bodies = self._pipeline.bodies
        self._problems |= {*self._left_out, *self._naming.problems(), *bodies.problems(heads)}
        self._stated = bodies.facts(heads)

    def write_records(self, building: Path) -> None:
        """Check the minutes, link the actions, and write the register."""
        trails = self._pipeline.link(self._checked())
        wholes = self._told("writing records", map(self._whole, self._files), len(self._files))
        write(
            building / places.RECORDS,
            documents=(whole.document for whole in wholes),
            extracts=map(self._extract, self._files),
            trails=trails,
            problems=self._all_problems(),
            facts={"fingerprint": self._fingerprint, "engine": self._engine} | self._stated,
            superseded=self._naming.superseded,
        )

    def write_text(self, building: Path) -> None:
        """Write the text index of what is answered from."""
        text = building / places.TEXT
        TextIndex.build(text, self._units(), acronyms=expansions(self._acronyms), engine=self._engine).close()

    def write_manifest(self, building: Path, *, now: dt.datetime) -> Built:
        """Write the manifest and return what the build came to."""
        register = Register(building / places.RECORDS)
        counts = register.counts()
        register.close()
        name = places.next_name(self._index, self._fingerprint)
        manifest = {
            "name": name,
            "built_at": now.isoformat(),
            "fingerprint": self._fingerprint,
            "engine": self._engine,
            "code": self._pipeline.fingerprint,
            "versions": versions(),
            "counts": counts,
            "left_out": sorted(problem.source for problem in self._left_out),
            "inputs": [{"source": file.source, "sha256": file.sha256} for file in self._found],
        }
        places.write_manifest(building, manifest)
        return Built(name, True, counts, self._all_problems(), tuple(self._left_out))

    @property
    def left_out(self) -> tuple[Problem, ...]:
        """The files that could not be read."""
        return tuple(self._left_out)

    def _all_problems(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._problems, key=lambda p: (p.source, p.line or 0, p.message, p.words)))

    def _current(self) -> list[Input]:
        return [file for file in self._files if self._naming.is_current(file.source)]

    def _extract(self, file: Input) -> Extract:
        return self._naming.named(self.cache.parsed(file, self._pipeline.parsed)[0])

    def _whole(self, file: Input) -> Parsed:
        return self.cache.whole(file, self._pipeline.parsed)

    def _checked(self) -> Iterator[Extract]:
        """Yield each current extract without its passages, which linking does not need, noting faults and acronyms."""
        current = self._current()
        for file in self._told("following actions", current, len(current)):
            found = self._extract(file)
            for check in self._pipeline.checks:
                self._problems |= set(check(found))
            self._acronyms.update((each.acronym, each.expansion) for each in found.acronyms)
            yield replace(found, meeting=replace(found.meeting, passages=()))

    def _units(self) -> Iterator[Unit]:
        current = self._current()
        for file in self._told("indexing words", current, len(current)):
            whole = self._whole(file)
            yield from units(whole.document, self._naming.named(whole.extract))

    def _told(self, stage: str, things: Iterable[T], total: int) -> Iterator[T]:
        """Yield things, telling after each how far the stage is."""
        for done, each in enumerate(things, start=1):
            yield each
            self._progress(Step(stage, done, total, each.source if isinstance(each, Input) else ""))
