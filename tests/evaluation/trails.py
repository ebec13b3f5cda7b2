"""How right trails are, against what a careful reader finds in the invented minutes.

A mention of the truth is found where the F1 of its words and of one of a mention's quotes is at least 0.6, on the same day.
Run as `python -m evaluation.trails [--misses]` with tests/ on the path.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assurance_bot.bodies import NOTHING
from assurance_bot.generation.dating import dated, known_days
from assurance_bot.records import Meeting, Mention, Trail
from assurance_bot.trail import Standing, link, series_of, standing
from evaluation.measure import ENOUGH, EXAMPLES, likeness, read, words

Entry = Mapping[str, Any]


@dataclass
class Figures:
    """What was counted; `misses` says of each thing that is wrong which, what was wanted and what was got."""

    right: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    joined: list[tuple[str, ...]] = field(default_factory=list)
    extra: list[Trail] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def count(self, kind: str, wanted: object, got: object, where: str) -> None:
        """Count a value, right where it is the one wanted."""
        self.wanted[kind] += 1
        self.right[kind] += wanted == got
        if wanted != got:
            self.misses.append(f"{where} {kind}: wanted {wanted}, got {got}")


def home(trails: Sequence[Trail], verbatim: str, day: str) -> tuple[Trail, Mention] | None:
    """Return the trail and the mention that a mention of the truth is, None where none is like it."""
    wanted = words(verbatim)
    scored = [
        (max(likeness(wanted, words(q.text)) for q in mention.quotes), trail, mention)
        for trail in trails
        for mention in trail.mentions
        if str(mention.date) == day and mention.certain and mention.quotes
    ]
    best = max(scored, key=lambda s: s[0], default=None)
    return best[1:] if best and best[0] >= ENOUGH else None


def measure(folder: Path = EXAMPLES) -> Figures:
    """Measure the trails of the invented minutes; drafts are left out, as the index leaves them out."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    final = [m["source"] for m in truth["meetings"] if m["version"] == "final"]
    extracts = [read(folder / "minutes" / source) for source in final]
    days: dict[str, list[Meeting]] = {}
    for each in extracts:
        days.setdefault(series_of(each.meeting), []).append(each.meeting)
    trails = link([dated(each, known_days(days[series_of(each.meeting)]), NOTHING) for each in extracts])
    figures = Figures()
    mains: dict[str, list[str]] = {}
    for wanted in truth["trails"]:
        main = _mentions(figures, wanted, trails)
        if main:
            mains.setdefault(main.id, []).append(wanted["key"])
        for day in truth["as_of"]:
            _standing(figures, wanted, main, day)
    figures.joined = [tuple(keys) for keys in mains.values() if len(keys) > 1]
    figures.extra = [t for t in trails if t.id not in mains]
    return figures


def _mentions(figures: Figures, wanted: Entry, trails: Sequence[Trail]) -> Trail | None:
    """Count the mentions that stand in one trail, that of the first; return it."""
    homes = [home(trails, m["verbatim"], m["date"]) for m in wanted["mentions"]]
    main = next((found[0] for found in homes if found), None)
    for mention, found in zip(wanted["mentions"], homes, strict=True):
        where = f"{wanted['key']} {mention['date']}"
        figures.count("mentions", "together", _place(found, main), where)
        if found:
            figures.count("status of a mention", mention["status"], found[1].status, where)
    return main


def _place(found: tuple[Trail, Mention] | None, main: Trail | None) -> str:
    return "missing" if found is None else "together" if found[0] is main else f"in {found[0].id}"


def _standing(figures: Figures, wanted: Entry, main: Trail | None, day: str) -> None:
    now: Standing | None = standing(main, day=dt.date.fromisoformat(day)) if main else None
    where = f"{wanted['key']} on {day}"
    figures.count("status on a day", wanted["status_at"][day], now.status if now else "not yet", where)
    figures.count("due on a day", wanted["due_at"][day], str(now.due) if now and now.due else None, where)
    figures.count("overdue on a day", wanted["overdue_days_at"][day], now.overdue_days if now else None, where)


def table(figures: Figures) -> str:
    """Return the figures for reading."""
    lines = [f"{kind:20} {figures.right[kind]:4} of {figures.wanted[kind]}" for kind in figures.wanted]
    return "\n".join([*lines, f"{'joined':20} {len(figures.joined):4}", f"{'extra':20} {len(figures.extra):4}"])


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table and, asked for, what is wrong."""
    parser = argparse.ArgumentParser(
        prog="evaluation.trails", description="Measure the trails of the invented minutes."
    )
    parser.add_argument("--misses", action="store_true", help="print what is wrong")
    chosen = parser.parse_args(arguments)
    figures = measure()
    if chosen.misses:
        told = [*figures.misses, *(f"joined: {', '.join(keys)}" for keys in figures.joined)]
        told += [f"extra: {t.mentions[0].date} {t.id} {t.title[:100]!r}" for t in figures.extra]
        sys.stdout.write("".join(f"{line}\n" for line in told))
    sys.stdout.write(table(figures) + "\n")


if __name__ == "__main__":
    main()
