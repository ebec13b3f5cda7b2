"""The whole way from files to a published generation, on one screen: `build`.

Memory holds one document at a time; what was parsed waits in the cache. A file that cannot be read is left out and named.
"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from assurance_bot.document import Document, Problem
from assurance_bot.errors import AssuranceError, ConfigError, RefusedError
from assurance_bot.generation import archive
from assurance_bot.generation import changes as telling
from assurance_bot.generation import folders as places
from assurance_bot.generation.cache import Head, versions
from assurance_bot.generation.changes import Change
from assurance_bot.generation.checking import Trial, check, check_losses, unasked
from assurance_bot.generation.dating import dated, known_days
from assurance_bot.generation.inputs import Input, distinct, hashed, sources
from assurance_bot.generation.naming import Naming
from assurance_bot.generation.pipeline import Built, Describe, Pipeline, Step, quiet, undescribed
from assurance_bot.generation.reading import all_read
from assurance_bot.generation.rules import DEFAULTS, Rules
from assurance_bot.generation.texting import Texting
from assurance_bot.generation.units import expansions
from assurance_bot.generation.workers import Executors, Quarantined, end
from assurance_bot.records import Extract, Trail
from assurance_bot.store import Register, write
from assurance_bot.trail import series_of

T = TypeVar("T")


def build(
    folders: Sequence[Path],
    index: Path,
    *,
    now: dt.datetime,
    progress: Callable[[Step], None] = quiet,
    engine: str = "whoosh",
    pipeline: Pipeline | None = None,
    rules: Rules = DEFAULTS,
    executor: Executors | None = None,
    trial: Trial = unasked,
    describe: Describe = undescribed,
    archived: str = "",
) -> Built:
    """Read the minutes in `folders` and publish a generation in `index`, unless nothing has changed since the last.

    With `archived`, the name of a generation, what that one was built from is read from the archive, and no folder.
    Files are parsed by an `executor` of as many workers as there are cores, or here where none is given, which nothing
    protects from a file that kills or hangs its process. `trial` asks of what was built what people ask. `describe`
    may add files that tell of a generation to its folder. `now` is noted in the manifest and nowhere else.

    Raises BusyError where another job builds, ConfigError where there is nothing to read or none of it can be read,
    RefusedError where what was built is not fit to be published, and as `archive.inputs` does.
    """
    with _room_for(index), places.locked(index, wait=rules.wait):
        places.clear_temporaries(index)
        job = _Job(index, pipeline or Pipeline(), engine, progress, rules)
        job.find(folders, archived)
        if (same := job.published()) is not None:
            return same
        job.parse(executor)
        try:
            building = places.new_building(index)
            with job.writing_text(building, executor) as finish:
                job.write_records(building)
                finish()
            describe(building, job.left_out, job.changes)
            built = job.write_manifest(building, now=now)
            job.check(building, built, trial)
            places.publish_new(index, building, built.name)
        except BaseException as error:
            with suppress(OSError):
                places.clear_temporaries(index)  # of a full disk, above all
            if isinstance(error, sqlite3.Error):
                raise RefusedError(f"it cannot be written ({error})", "Look whether the disk is full.") from error
            raise
        job.cache.drop_unused()
        places.remove_old(index, keep=rules.keep)
        return built


@contextmanager
def _room_for(index: Path) -> Iterator[None]:
    """Say in a sentence that the disk of an index is full. Raises RefusedError."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        wrong = f"the disk of {index} has no room ({error.strerror})"
        raise RefusedError(wrong, "Make room there and run it again.") from error


class _Job:
    """One build under way: what its stages hand on to each other."""

    def __init__(
        self, index: Path, pipeline: Pipeline, engine: str, progress: Callable[[Step], None], rules: Rules
    ) -> None:
        self._index, self._pipeline, self._engine, self._progress = index, pipeline, engine, progress
        self._rules, self._before, self._archived = rules, places.current_or_none(index), ""
        self.cache = pipeline.cache(index / places.CACHE)
        self._fingerprint = ""
        self._found: list[Input] = []
        self._files: list[Input] = []
        self._heads: dict[str, Head] = {}
        self._left_out: list[Problem] = []
        self._tried_twice: list[str] = []
        self._problems: set[Problem] = set()
        self._naming = Naming(())
        self._stated: dict[str, str] = {}
        self._days: dict[str, tuple[dt.date, ...]] = {}
        self._units = self._passages = 0

    def find(self, folders: Sequence[Path], archived: str) -> None:
        """Find and hash the files."""
        if archived:
            self._archived = places.named(self._index, archived).name
            self._found = archive.inputs(self._index, self._archived)
        else:
            there = sources(folders, globs=self._rules.globs, ignore=self._rules.ignore)
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
        """Return what is published already, where it is sound and nothing has changed since.

        Raises RefusedError where a generation that was rolled back from would be built once more.
        """
        try:
            folder = places.current(self._index)
            manifest = places.read_manifest(folder)
            if manifest["fingerprint"] != self._fingerprint:
                self._check_not_rolled_back(folder.name)
                return None
            if manifest.get("tried_twice"):
                return None  # a file that ended its process may have done so for want of memory
            places.verify(folder)
            register = Register(folder / places.RECORDS)
        except RefusedError:
            raise
        except AssuranceError:
            return None  # nothing there, or damaged: it is built anew
        problems = tuple(register.problems())
        register.close()
        left_out = tuple(problem for problem in problems if problem.source in manifest["left_out"])
        return Built(folder.name, False, manifest["counts"], problems, left_out)

    def _check_not_rolled_back(self, published: str) -> None:
        for name in places.names(self._index):
            if name > published and not self._rules.accept and not self._archived:
                later = places.read_manifest(self._index / places.GENERATIONS / name)
                if later["fingerprint"] == self._fingerprint:
                    why = f"it would be {name} again, which was rolled back from; still generation {published}"
                    raise RefusedError(
                        why, "Mend the minutes or the settings; if it is meant, run again with --accept."
                    )

    def parse(self, executor: Executors | None) -> None:
        """Parse each file, or find it in the cache; leave out and name what cannot be."""
        for file in self._files:
            if file.wrong:
                self._left_out.append(Problem(file.source, None, f"{file.wrong}."))
        self._files = [file for file in self._files if not file.wrong]
        read = all_read(self._files, self._pipeline, self.cache, executor, seconds=self._rules.file_seconds)
        for file, found in self._told("reading minutes", read, len(self._files)):
            if isinstance(found, Quarantined):
                self._tried_twice.append(file.source)
            if not isinstance(found, Head):
                self._left_out.append(found if isinstance(found, Problem) else found.problem)
            else:
                self._heads[file.source] = found
        self._left_out.sort(key=lambda problem: problem.source)
        if not self._heads:
            said = "; ".join(str(problem) for problem in self._left_out[:3])
            raise ConfigError(f"None of the {len(self._left_out)} files can be read, so nothing was published. {said}")
        self._files = [file for file in self._files if file.source in self._heads]
        meetings = [self._heads[file.source].meeting for file in self._files]
        self._naming, bodies = Naming(meetings), self._pipeline.bodies
        self._problems |= {*self._left_out, *self._naming.problems(), *bodies.problems(meetings)}
        self._problems |= {problem for head in self._heads.values() for problem in head.problems}
        self._problems |= {problem for file in self._current() for problem in self._heads[file.source].faults}
        self._stated = bodies.facts(meetings)
        self._days = {
            series_of(self._heads[files[0].source].meeting): known_days(self._heads[f.source].meeting for f in files)
            for files in self._bodies()
        }
        if not self._archived:
            archive.keep(self._index, self._found)

    def write_records(self, building: Path) -> None:
        """Link the actions, and write the register."""
        bodies = self._bodies()
        self._link(bodies)
        documents = self._told("writing records", self._files, len(self._files))
        write(
            building / places.RECORDS,
            documents=map(self._document, documents),
            extracts=map(self._extract, self._files),
            trails=(trail for files in bodies for trail in self._trails(files)),
            problems=self._all_problems(),
            facts={"fingerprint": self._fingerprint, "engine": self._engine} | self._stated,
            superseded=self._naming.superseded,
        )

    @contextmanager
    def writing_text(self, building: Path, executor: Executors | None) -> Iterator[Callable[[], None]]:
        """Write the text index of what is answered from, by a worker meanwhile where there are any; yield what ends it."""
        files = self._current()
        acronyms = Counter(pair for file in files for pair in self._heads[file.source].acronyms)
        text, kept = building / places.TEXT, self.cache.folder
        texting = Texting(text, files, self._naming, expansions(acronyms), self._engine, kept, self._pipeline)
        pool = executor(1) if executor else None
        under_way = pool.submit(texting.fixed()) if pool else None
        done = iter(range(1, len(files) + 1))

        def finish() -> None:
            tell = self._progress
            self._passages, self._units = texting.result(
                under_way, lambda file: tell(Step("indexing words", next(done), len(files), file.source))
            )

        try:
            yield finish
        except BaseException:
            if pool:
                end(pool, at_once=True)
            raise
        if pool:
            end(pool, at_once=False)

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
            "tried_twice": sorted(self._tried_twice),
            "previous": self._before,
            "from_archive": self._archived,
            "changes": telling.written(self.changes),
            "inputs": [{"source": file.source, "sha256": file.sha256} for file in self._found],
        }
        places.write_manifest(building, manifest)
        return Built(name, True, counts, self._all_problems(), self.left_out, self.changes)

    def check(self, building: Path, built: Built, trial: Trial) -> None:
        """Raise RefusedError where what was built is not whole, lost too much, or another was published meanwhile."""
        expected = {"documents": len(self._files), "meetings": len(self._current()), "passages": self._passages}
        check(building, self._index, expected=expected, units=self._units, trial=trial)
        before = self._manifest_before()
        if before and not self._rules.accept:
            check_losses(before["counts"], built, max_shrink=self._rules.max_shrink)
        if (published := places.current_or_none(self._index)) != self._before:
            raise RefusedError(f"generation {published} was published meanwhile", "Run again.")

    def _manifest_before(self) -> dict[str, Any]:
        """Return the manifest of the generation that was published when this job began, {} where there is none."""
        if self._before is None:
            return {}
        try:
            return places.read_manifest(self._index / places.GENERATIONS / self._before)
        except AssuranceError:
            return {}

    @property
    def left_out(self) -> tuple[Problem, ...]:
        """The files that could not be read."""
        return tuple(self._left_out)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What happened to the files since the generation before, where there was one that can be read."""
        before = self._manifest_before()
        now = ((file.source, file.sha256) for file in self._found)
        return tuple(telling.changes(_files_of(before), now)) if before else ()

    def _all_problems(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._problems, key=lambda p: (p.source, p.line or 0, p.message, p.words)))

    def _current(self) -> list[Input]:
        return [file for file in self._files if self._naming.is_current(file.source)]

    def _extract(self, file: Input) -> Extract:
        meeting = self._heads[file.source].meeting
        found = self._naming.named(self.cache.extract(file, self._pipeline.parsed))
        return dated(found, self._days.get(series_of(meeting), ()), self._pipeline.bodies.stated(meeting))

    def _document(self, file: Input) -> Document:
        return self.cache.document(file, self._pipeline.parsed)

    def _bodies(self) -> list[list[Input]]:
        """Return the files that are answered from, those of each body together."""
        bodies: defaultdict[str, list[Input]] = defaultdict(list)
        for file in self._current():
            bodies[series_of(self._heads[file.source].meeting)].append(file)
        return [bodies[body] for body in sorted(bodies)]

    def _link(self, bodies: Sequence[Sequence[Input]]) -> None:
        """Link the actions of each body; its trails wait in the cache until they are written."""
        last = {files[-1].source: files for files in bodies}
        ordered = [file for files in bodies for file in files]
        for file in self._told("following actions", ordered, len(ordered)):
            if file.source in last:
                self._trails(last[file.source])

    def _trails(self, files: Sequence[Input]) -> list[Trail]:
        """Return the trails of a body, which are kept from before where its minutes are as they were."""
        return self.cache.made(self._depends(files), partial(self._linked, files))

    def _depends(self, files: Sequence[Input]) -> str:
        """Return words that tell all that the trails of these files depend on besides code."""
        heads = [self._heads[file.source].meeting for file in files]
        told = zip(files, heads, strict=True)
        return json.dumps(
            [(self.cache.key(f), self._naming.id_of(f.source), self._pipeline.stated(m)) for f, m in told]
        )

    def _linked(self, files: Sequence[Input]) -> list[Trail]:
        """Link what the minutes of one body say; linking needs no passages."""
        extracts = map(self._extract, files)
        return self._pipeline.link(replace(e, meeting=replace(e.meeting, passages=())) for e in extracts)

    def _told(self, stage: str, things: Iterable[T], total: int) -> Iterator[T]:
        """Yield things, telling after each how far the stage is."""
        for done, each in enumerate(things, start=1):
            yield each
            file = next((e for e in (each if isinstance(each, tuple) else (each,)) if isinstance(e, Input)), None)
            self._progress(Step(stage, done, total, file.source if file else ""))


def _files_of(manifest: dict[str, Any]) -> list[tuple[str, str]]:
    return [(held["source"], held["sha256"]) for held in manifest.get("inputs", ())]
