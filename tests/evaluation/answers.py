"""How well questions are answered: `questions/*.toml` are asked of an index built here, and measured by kind and half.

A finding is right where it is one of the answers (or one of those that are right too); recall counts the answers alone,
among the first ten findings. What stands beside an answer, counted apart, is no finding. Run as

    python -m evaluation.answers [--half tuned|untuned] [--kind KIND] [--misses] [--json] [--real FOLDER]

with tests/ on the path. FOLDER holds minutes that are not in this repository; without it their questions are left out.
Whoever works on the program looks at the misses of the tuned half only.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from assurance_bot import answer
from assurance_bot.document import fold
from assurance_bot.generation import Generation, build, open_current
from assurance_bot.read import read_document
from assurance_bot.render import data
from evaluation.asked import Asked, Place, questions
from evaluation.matching import (
    Finding,
    Quoted,
    answers_to,
    is_anothers,
    is_misattributed,
    quotes,
    trail_of,
    uncovered,
)
from evaluation.measure import EXAMPLES

NOW = dt.datetime(2025, 1, 1, 2, 30, tzinfo=dt.UTC)
AMONG = 10
CONVERSATION = "followups"

Answered = Mapping[str, Any]
Converse = Callable[[Generation, Sequence[str], dt.date], Answered]
"""Asks the turns of a conversation, in order, and returns the answer to the last as `ask --json` prints it."""


@dataclass(frozen=True, slots=True)
class Result:
    """One question answered and judged. `first` is the rank from 1 of the first right finding, 0 where none is.

    `wanted` and `covered` count the answers; None where a measure does not apply.
    """

    asked: Asked
    answered: Answered
    first: int | None
    wanted: int
    covered: int
    exact: bool | None
    anothers: int
    misattributed: int
    false: bool | None
    quoted: int
    verified: int

    @property
    def good(self) -> bool:
        """Whether nothing about it wants looking at."""
        answered = (
            self.exact if self.exact is not None else not self.false and self.first != 0 and (self.first or 0) <= 3
        )
        return answered and not self.anothers and not self.misattributed and self.quoted == self.verified


def each_alone(generation: Generation, turns: Sequence[str], today: dt.date) -> Answered:
    """Ask the last turn as if nothing had been asked before."""
    return data.answer(answer.ask(generation, turns[-1], today=today))


def in_conversation() -> Converse | None:
    """Return how the program converses: `converse(generation, turns, today=day)`, the Answer to the last turn, if it can."""
    converse = getattr(answer, "converse", None)
    if converse is None:
        return None
    return lambda generation, turns, today: data.answer(converse(generation, turns, today=today))


def judged(asked: Asked, answered: Answered, *, stands: Callable[[Quoted], bool]) -> Result:
    """Return how right an answer is; `stands` says of a quote whether it equals the words at its spans."""
    findings: Sequence[Finding] = answered["findings"]
    empty = not asked.answers and not asked.trails
    right = [_is_right(found, asked) for found in findings]
    missed = len(uncovered(asked.answers, findings[:AMONG])) + len(_trails_missed(asked, findings[:AMONG]))
    wanted = len(asked.answers) + len(asked.trails)
    told = [quoted for found in (*findings, *answered["beside"]) for quoted in quotes(found)]
    return Result(
        asked=asked,
        answered=answered,
        first=None if empty else right.index(True) + 1 if True in right else 0,
        wanted=wanted,
        covered=wanted - missed,
        exact=_exact(asked, findings) if asked.exact else None,
        anothers=sum(is_anothers(found, asked) for found in findings),
        misattributed=0 if asked.real else sum(map(is_misattributed, findings)),
        false=bool(findings) if asked.nothing else None,
        quoted=len(told),
        verified=sum(map(stands, told)),
    )


def _is_right(found: Finding, asked: Asked) -> bool:
    if any(answers_to(found, place) for place in (*asked.answers, *asked.also)):
        return True
    return bool(asked.trails or asked.also_trails) and trail_of(found) in (*asked.trails, *asked.also_trails)


def _trails_missed(asked: Asked, findings: Iterable[Finding]) -> set[str]:
    return set(asked.trails) - {key for key in map(trail_of, findings) if key} if asked.trails else set()


def _exact(asked: Asked, findings: Sequence[Finding]) -> bool:
    """Say whether each answer is found once, and nothing is found besides but what is right too."""
    left_places, left_trails = list(asked.answers), list(asked.trails)
    for found in findings:
        key = trail_of(found)
        place = _first(left_places, found)
        if key in left_trails:
            left_trails.remove(key)
        elif place:
            left_places.remove(place)
        elif key not in asked.also_trails and not _first(asked.also, found):
            return False
    return not left_places and not left_trails


def _first(places: Iterable[Place], found: Finding) -> Place | None:
    return next((place for place in places if answers_to(found, place)), None)


@cache
def _text(path: Path) -> str:
    return read_document(path, source=path.name).text


def _stands(folder: Path, quoted: Quoted) -> bool:
    text = _text(folder / quoted["source"])
    return bool(quoted["text"] == fold(" ".join(text[start:end] for start, end in quoted["spans"])))


def results(asked: Sequence[Asked], folder: Path, *, converse: Converse) -> Iterator[Result]:
    """Yield each question answered from an index built of a folder, and judged."""
    with tempfile.TemporaryDirectory() as made:
        build([folder], Path(made), now=NOW)
        with open_current(Path(made)) as generation:
            for each in asked:
                yield judged(each, converse(generation, each.turns, each.as_of), stands=partial(_stands, folder))


def measures(some: Sequence[Result]) -> dict[str, float | int | None]:
    """Return the figures of some results by name; None where no question is of the sort that a figure is about."""
    ranked = [r for r in some if r.first is not None]
    spoken = [r for r in some if r.asked.speaker]
    given = sum(r.quoted for r in some)
    return {
        "questions": len(some),
        "exact": _mean([float(r.exact) for r in some if r.exact is not None]),
        "hit@1": _mean([float(r.first == 1) for r in ranked]),
        "hit@3": _mean([float(1 <= (r.first or 0) <= 3) for r in ranked]),
        "recall@10": _mean([r.covered / r.wanted for r in ranked if r.wanted]),
        "MRR": _mean([1 / r.first if r.first else 0.0 for r in ranked]),
        "wrong speaker": _mean([float(r.anothers > 0) for r in spoken]),
        "misattributed": sum(r.misattributed for r in some),
        "false answers": _mean([float(r.false) for r in some if r.false is not None]),
        "quotes verified": sum(r.verified for r in some) / given if given else None,
    }


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def group(asked: Asked) -> str:
    """Return the row a question is measured in: its kind, or "real" for those over real minutes."""
    return "real" if asked.real else asked.kind


def table(some: Sequence[Result]) -> dict[str, dict[str, dict[str, float | int | None]]]:
    """Return the measures by group and half, and of all together."""
    groups = list(dict.fromkeys(group(r.asked) for r in some))
    rows = {name: [r for r in some if group(r.asked) == name] for name in groups}
    rows["all"] = [r for r in some if not r.asked.real]
    halves = ("tuned", "untuned")
    return {
        name: {half: measures(part) for half in halves if (part := [r for r in row if r.asked.half == half])}
        for name, row in rows.items()
    }


def shown(figures: Mapping[str, Mapping[str, Mapping[str, float | int | None]]]) -> str:
    """Return the table in words, a row for each group and half."""
    names = list(next(iter(next(iter(figures.values())).values())))
    lines = [" ".join([f"{'':22}", *(f"{name:>{max(9, len(name))}}" for name in names)])]
    for row, halves in figures.items():
        for half, values in halves.items():
            cells = [f"{_cell(values[name]):>{max(9, len(name))}}" for name in names]
            lines.append(" ".join([f"{row:12} {half:9}", *cells]))
    return "\n".join(lines)


def _cell(value: float | None) -> str:
    return "-" if value is None else str(value) if isinstance(value, int) else f"{value:.3f}"


def missed(result: Result) -> str:
    """Return a miss in words: the question, how it was read and should be, what was found and what was not."""
    asked, answered = result.asked, result.answered
    findings = answered["findings"]
    lines = [
        f"{asked.id} ({asked.half}) {' > '.join(asked.turns)}",
        f"   read as   {answered['query']['understood']}",
        f"   meant     {dict(asked.understood)}",
        f"   found {len(findings)}, beside {len(answered['beside'])}; first right {result.first}; "
        f"covered {result.covered} of {result.wanted}; exact {result.exact}; of others {result.anothers}; "
        f"misattributed {result.misattributed}; verified {result.verified} of {result.quoted}",
    ]
    lines += [f"   +  {_told(found)}" for found in findings[:3]]
    lines += [
        f"   -  {p.source} {p.quotes[0] if p.quotes else p.line}" for p in uncovered(asked.answers, findings[:AMONG])
    ]
    lines += [f"   -  trail {key}" for key in sorted(_trails_missed(asked, findings[:AMONG]))]
    return "\n".join(lines)


def _told(found: Finding) -> str:
    (quoted, *_) = found["quotes"] or [{"source": "", "text": ""}]
    return f"{quoted['source']} [{found.get('speaker') or found.get('owners')}] {quoted['text'][:110]}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 0."""
    given = _arguments(arguments)
    wanted = [q for q in questions() if given.half in (None, q.half) and given.kind in (None, group(q))]
    converse = in_conversation()
    if converse is None and any(q.kind == CONVERSATION for q in wanted):
        _say("follow-ups are left out: the program has no assurance_bot.answer.converse yet")
        wanted = [q for q in wanted if q.kind != CONVERSATION]
    if given.real is None and any(q.real for q in wanted):
        _say("questions over real minutes are left out: give their folder with --real")
    found: list[Result] = []
    for folder, real in ((EXAMPLES / "minutes", False), (given.real, True)):
        part = [q for q in wanted if q.real == real]
        if folder is not None and folder.is_dir() and part:
            found += results(part, folder, converse=converse or each_alone)
    if not found:
        _say("no question was asked")
        return 0
    figures = table(found)
    sys.stdout.write((json.dumps(figures, indent=2) if given.json else shown(figures)) + "\n")
    if given.misses:
        sys.stdout.write("\n" + "\n\n".join(missed(r) for r in found if not r.good) + "\n")
    return 0


def _say(words: str) -> None:
    sys.stderr.write(f"({words})\n")


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evaluation.answers", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--half", choices=("tuned", "untuned"))
    parser.add_argument("--kind", help="one kind, or real")
    parser.add_argument("--misses", action="store_true", help="print what wants looking at, question by question")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--real", type=Path, help="folder of minutes that are not in this repository")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
