"""The words of all meetings, found and ranked. An index holds ids and terms alone; the words themselves are the register's.

Two engines keep the terms, Whoosh (the default) and SQLite's FTS5; analysis and ranking are ours, so both give the same
answers. An index is disposable and holds what its engine wrote: open only what this program built, never a folder that
somebody sent.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, Protocol

from assurance_bot.errors import ConfigError, DamagedError
from assurance_bot.textindex import fts5_engine, whoosh_engine
from assurance_bot.textindex.covering import Covering, weighed
from assurance_bot.textindex.ranking import MOST_TERMS, Field, Postings, Ranking
from assurance_bot.textindex.terms import LIGHT_STEMS, Analysis, Need, drop_frame, stems_of
from assurance_bot.textindex.units import SURFACE, WORDS, Columns, Unit, Units, by_letter, folded_name, line_of

__all__ = ["ENGINES", "Covering", "Engine", "Hit", "TextIndex", "Unit"]

Engine = Literal["whoosh", "fts5"]
FIELDS: tuple[Field, ...] = ("text", "heading")
ANALYSED = 20_000  # words of records whose terms are kept: the same ones are looked at in one question after the other
LONGEST_QUESTION = 2_000  # characters of what is asked that count


class _Opened(Postings, Protocol):
    def close(self) -> None: ...


class _Guarded:
    """An engine of which whatever damaged files make it raise becomes a DamagedError that names the generation."""

    def __init__(self, folder: Path, engine: _Opened) -> None:
        self._folder, self._engine, self.close = folder, engine, engine.close

    def frequency(self, field: Field, term: str, /) -> int:
        with _readable(self._folder):
            return self._engine.frequency(field, term)

    def postings(self, field: Field, term: str, /) -> Iterable[tuple[int, float]]:
        with _readable(self._folder):
            return self._engine.postings(field, term)


@dataclass(frozen=True, slots=True)
class _Kind:
    build: Callable[[Path, Iterable[tuple[list[str], list[str]]]], None]
    open: Callable[[Path], _Opened]


ENGINES: dict[str, _Kind] = {
    "whoosh": _Kind(whoosh_engine.build, whoosh_engine.WhooshEngine),
    "fts5": _Kind(fts5_engine.build, fts5_engine.Fts5Engine),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One unit found, by its id; a higher `score` answers better. Scores of different questions do not compare."""

    id: str
    score: float


class _Within:
    """An engine of which only some units are seen."""

    def __init__(self, engine: _Guarded, seen: frozenset[int]) -> None:
        self._engine, self._seen = engine, seen

    def frequency(self, field: Field, term: str, /) -> int:
        return sum(1 for _ in self.postings(field, term))

    def postings(self, field: Field, term: str, /) -> Iterable[tuple[int, float]]:
        return [(number, times) for number, times in self._engine.postings(field, term) if number in self._seen]

    def close(self) -> None:
        """Do nothing: the engine belongs to the whole index."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What is known of a part of an index: its units, the acronyms of its meetings, and their words."""

    seen: frozenset[int]
    acronyms: Mapping[str, str]
    texts: Iterable[str]


class TextIndex:
    """An index opened for reading; safe for any number of threads until it is closed."""

    def __init__(self, folder: Path, units: Units, engine: _Opened, part: _Part | None = None) -> None:
        self._folder, self._units, self._engine = folder, units, _Guarded(folder, engine)
        self._part = part
        self._analysis = Analysis(units.acronyms if part is None else part.acronyms)
        self._ranking = Ranking(units)
        analyse = self._analysis.index
        self._terms = lru_cache(maxsize=ANALYSED)(lambda text: frozenset(analyse(text).terms))

    @classmethod
    def build(
        cls, folder: Path, units: Iterable[Unit], *, acronyms: Mapping[str, str] | None = None, engine: str = "whoosh"
    ) -> TextIndex:
        """Write an index of `units` into `folder`, made where it is not there, and open it.

        `units` is read once, as it comes; `acronyms` are those of the minutes, with what they stand for. Raises
        ConfigError for an engine that does not exist.
        """
        if engine not in ENGINES:
            raise ConfigError(f"There is no engine {engine!r} for the text index. Use one of {', '.join(ENGINES)}.")
        folder.mkdir(parents=True, exist_ok=True)
        analysis, columns = Analysis(acronyms or {}), Columns()
        ENGINES[engine].build(folder, _rows(folder, units, analysis, columns))
        columns.write(folder, engine=engine, acronyms=analysis.acronyms)
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path) -> TextIndex:
        """Open an index that `build` wrote. Raises DamagedError where it cannot be read."""
        with _readable(folder):
            units = Units(folder)
            try:
                return cls(folder, units, ENGINES[units.engine].open(folder))
            except BaseException:
                units.close()
                raise

    def within(self, meetings: Collection[str], *, acronyms: Collection[str], texts: Iterable[str]) -> TextIndex:
        """Return this index as if it held only the units of these meetings; it needs no closing of its own.

        `acronyms` are those that these meetings know, `texts` their words, read when words as written are asked for.
        """
        of = self._units.meetings
        seen = frozenset(number for number, at in enumerate(self._units.meeting) if of[at] in meetings)
        part = _Part(seen, {a: e for a, e in self._units.acronyms.items() if a in acronyms}, texts)
        return TextIndex(self._folder, self._units, _Within(self._engine, seen), part)

    def __len__(self) -> int:
        return len(self._units) if self._part is None else len(self._part.seen)

    def search(
        self, words: str, *, speakers: Sequence[str] = (), meeting: str | None = None, limit: int = 10
    ) -> list[Hit]:
        """Return the units that best answer `words`, best first, at most `limit`.

        With `speakers`, only units of one of them and units of nobody known; their names in `words` then ask for
        nothing more. Nothing is special in `words`, whatever it is. Its first 2,000 characters and 64 distinct terms count.
        Raises DamagedError where the index cannot be read.
        """
        scores = self._ranking.scores(self._wanted(words, speakers), self._engine)
        allowed = self._allowed(scores, speakers, meeting)
        best = heapq.nsmallest(max(0, limit), ((-scores[number], number) for number in allowed))
        return [Hit(self._units.ids[number], -score) for score, number in best]

    def matching(self, words: str, *, phrases: Sequence[str] = ()) -> set[str]:
        """Return the id of every unit whose text or heading holds all of `words`, by stem, or one of `phrases` as worded.

        Complete and unranked. An acronym answers for its full phrase, and the reverse. Words that only join others ("of
        the") do not count, unless there are no others; nothing that can be searched gives the empty set. The first 2,000
        characters of each and 64 distinct words count. Raises DamagedError where the index cannot be read.
        """
        found = self._holding_all(words)
        for phrase in phrases:
            found |= self._holding_phrase(phrase)
        return {self._units.ids[number] for number in found}

    def holds(self, text: str, words: str, *, phrases: Sequence[str] = ()) -> bool:
        """Say of any text what `matching` says of a unit: that it holds all of `words`, or one of `phrases` as worded."""
        analysed = self._analysis.index(text)
        terms = set(analysed.terms)
        needs = self._analysis.ask(words[:LONGEST_QUESTION])[:MOST_TERMS]
        if needs and all(any(terms.issuperset(option) for option in need) for need in needs):
            return True
        row = f" {' '.join(analysed.stems)} "
        asked = [words, *phrases] if not needs else list(phrases)
        stems = (" ".join(word.stem for word in self._analysis.words(phrase[:LONGEST_QUESTION])) for phrase in asked)
        return any(f" {phrase} " in row for phrase in stems if phrase)

    def covering(self, words: str, *, speakers: Sequence[str] = ()) -> Covering:
        """Return how much each unit speaks of `words`; the names of `speakers` and what only frames a question left out.

        Its first 2,000 characters and 64 distinct words count. Raises DamagedError where the index cannot be read.
        """
        needs = tuple(self._asked_for(words, speakers)[:MOST_TERMS])
        texts = [frozenset(self._in("text", need)) for need in needs]
        headings = [frozenset(self._in("heading", need)) for need in needs]
        kin = tuple(self._kin(need) for need in needs)
        akin = [frozenset(self._in("text", k) | self._in("heading", k)) if k else frozenset[int]() for k in kin]
        held = {i: len(texts[i] | headings[i] | akin[i]) for i in range(len(needs))}
        weights = weighed(needs, held, units=len(self), light=LIGHT_STEMS)
        return Covering(
            self._units,
            needs,
            tuple(weights),
            tuple(texts),
            tuple(headings),
            self._terms,
            kin,
            tuple(akin),
        )

    def _kin(self, need: Need) -> Need:
        """Return words of one family with a word that is sought: "strategic" for "strategy", "machine" for "machinery"."""
        term = need[0][0]
        if len(need[0]) > 1 or len(term) < KIN or not term.isalpha():
            return ()
        near = self._stems.get(term[:KIN], frozenset())
        return tuple((other,) for other in sorted(near) if other != term and _one_family(term, other))

    @cached_property
    def _stems(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for stem in stems_of(word for words in self._by_letter.values() for word in words):
            found.setdefault(stem[:KIN], set()).add(stem)
        return {head: frozenset(stems) for head, stems in found.items()}

    def knows(self, word: str) -> bool:
        """Say whether a word, or one of its stem, stands in any unit; so does one that is only a joining word."""
        terms = [term for one in self._analysis.words(word) for term in one.asked]
        return not terms or any(self._engine.frequency(name, term) for name in FIELDS for term in terms)

    def surfaces(self, letter: str) -> frozenset[str]:
        """Return the words as written, in small letters, that begin with a letter; read once."""
        return self._by_letter.get(letter.lower(), frozenset())

    @cached_property
    def _by_letter(self) -> dict[str, frozenset[str]]:
        with _readable(self._folder):
            return self._units.surfaces() if self._part is None else by_letter(self._part.texts)

    @property
    def _all(self) -> set[int]:
        return set(range(len(self._units)) if self._part is None else self._part.seen)

    def _in(self, name: Field, need: Need) -> set[int]:
        return set.union(
            *(set.intersection(*({n for n, _ in self._engine.postings(name, t)} for t in option)) for option in need)
        )

    def close(self) -> None:
        """Close the files; call it when nobody is asking."""
        self._engine.close()
        self._units.close()

    def _asked_for(self, words: str, speakers: Sequence[str]) -> list[Need]:
        names = {folded_name(word) for speaker in speakers for word in (speaker, *speaker.split())}
        needs = drop_frame(self._analysis.ask(words[:LONGEST_QUESTION]))
        named = {term for name in names for need in self._analysis.ask(name) for option in need for term in option}
        return [need for need in needs if named.isdisjoint(need[0])] or needs

    def _wanted(self, words: str, speakers: Sequence[str]) -> list[str]:
        needs = self._asked_for(words, speakers)
        return list(dict.fromkeys(term for need in needs for option in need for term in option))[:MOST_TERMS]

    def _allowed(self, scores: Iterable[int], speakers: Sequence[str], meeting: str | None) -> Iterator[int]:
        units = self._units
        asked = units.spoken_by(speakers)
        for number in scores:
            if meeting is not None and units.meetings[units.meeting[number]] != meeting:
                continue
            if not speakers or units.may_be_spoken_by(number, asked):
                yield number

    def _holding_all(self, words: str) -> set[int]:
        words = words[:LONGEST_QUESTION]
        needs = self._analysis.ask(words)[:MOST_TERMS]
        if not needs:
            return self._holding_phrase(words)
        return set.intersection(*(self._holding_need(need) for need in needs))

    def _holding_need(self, need: Need) -> set[int]:
        return set.union(*(set.intersection(*map(self._holding, option)) for option in need))

    def _holding(self, term: str) -> set[int]:
        return {number for name in FIELDS for number, _ in self._engine.postings(name, term)}

    def _holding_phrase(self, phrase: str) -> set[int]:
        """Return the units in which the stems of the phrase stand in a row, or the acronym that stands for it."""
        phrase = phrase[:LONGEST_QUESTION]
        analysed = self._analysis.words(phrase)
        if not analysed:
            return set()
        row = f" {' '.join(word.stem for word in analysed)} "
        needs = [tuple((term,) for term in word.asked) for word in analysed if word.asked][:MOST_TERMS]
        places = set.intersection(*map(self._holding_need, needs)) if needs else self._all
        with _readable(self._folder):
            found = {number for number in places if row in self._units.words(number)}
        return found | (self._holding_need(need) if (need := self._stands_for(phrase)) else set())

    def _stands_for(self, phrase: str) -> Need | None:
        """Return the acronym that stands for the whole phrase, as a need of it alone."""
        needs = self._analysis.ask(phrase)
        return needs[0][:1] if len(needs) == 1 and len(needs[0][-1]) > 1 else None


KIN = 6
"""Letters that words of one family share at least."""


def _one_family(one: str, other: str) -> bool:
    """Say whether the shorter stem is, but for a letter, the beginning of the longer, which is a few letters longer."""
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) <= 4 and long.startswith(short[: max(KIN, len(short) - 1)])


def _rows(
    folder: Path, units: Iterable[Unit], analysis: Analysis, columns: Columns
) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the terms of each unit, noting in `columns` and words.txt what else is known of it."""
    analysed_heading = lru_cache(maxsize=64)(analysis.index)  # passages under one heading come together
    seen: set[str] = set()
    with (folder / WORDS).open("wb") as words:
        for unit in units:
            seen.update(SURFACE.findall(unit.text.lower()))
            text, heading = analysis.index(unit.text), analysed_heading(unit.heading)
            line = words.write(line_of(text.stems, heading.stems))
            columns.add(unit, length=text.length, heading_length=heading.length, line=line)
            yield text.terms, heading.terms
    columns.surfaces = sorted(seen)


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    """Turn whatever an engine raises over damaged files into DamagedError, which names the generation."""
    try:
        yield
    except DamagedError:
        raise
    except Exception as error:  # Whoosh raises TypeError, struct.error, UnpicklingError, EOFError, KeyError by turns
        raise DamagedError(folder.parent, f"{folder.name}: {type(error).__name__}: {error}") from error
