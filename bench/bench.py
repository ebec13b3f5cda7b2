"""Times the whole of it, over invented archives of 25, 250 and 2,500 meetings, and prints a table.

Every figure is of real processes: `assurance-bot reindex` as it is run at night, and questions asked of what it published.

    python bench/bench.py [--sizes 1,10,100] [--json FILE] [--rounds 5] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)  # run as a script, only its own folder is looked in

from bench.archive import EXAMPLES, write_archive, write_next
from bench.questions import LIST, QUESTIONS
from bench.running import Run, run

PROGRAM = "assurance_bot"
LEFT_SOME_OUT = 3  # exit status of a reindex that could not read some file: counted all the same

ROWS = (
    ("meetings, files", "{files:,}"),
    ("passages", "{passages:,}"),
    ("minutes on disk, MB", "{minutes_mb:.1f}"),
    ("index on disk, MB", "{index_mb:.1f}"),
    ("… of which one generation, MB", "{generation_mb:.1f}"),
    ("full reindex, s", "{full[seconds]:.1f}"),
    ("… of processor time, s", "{full[cpu]:.1f}"),
    ("… files a second of processor time", "{rate:.1f}"),
    ("… peak memory, MB", "{full[peak]:.0f}"),
    ("… with shared pages counted once, MB", "{full[together]:.0f}"),
    ("nothing changed, s", "{same[seconds]:.2f}"),
    ("… of processor time, s", "{same[cpu]:.2f}"),
    ("… peak memory, MB", "{same[peak]:.0f}"),
    ("… with shared pages counted once, MB", "{same[together]:.0f}"),
    ("one new meeting, s", "{night[seconds]:.2f}"),
    ("… of processor time, s", "{night[cpu]:.2f}"),
    ("… peak memory, MB", "{night[peak]:.0f}"),
    ("… with shared pages counted once, MB", "{night[together]:.0f}"),
    ("ask, p50 / p95, ms", "{ask}"),
    ("… of processor time", "{ask_cpu}"),
    ("list `actions open CC`, p50 / p95, ms", "{list}"),
    ("… of processor time", "{list_cpu}"),
    ("first answer of a fresh process, s", "{first[seconds]:.2f}"),
    ("… of processor time, s", "{first[cpu]:.2f}"),
    ("… peak memory, MB", "{first[peak]:.0f}"),
    ("open a generation, s", "{open_s:.2f}"),
    ("our index, all that match, p50 / p95, ms", "{matching}"),
    ("our index, ten best, p50 / p95, ms", "{search}"),
    ("plain FTS5, ten best, p50 / p95, ms", "{fts5}"),
    ("our index / FTS5, ten best, p50 of processor time", "{search_ratio:.1f}×"),
    ("ask / FTS5, p50 of processor time", "{ask_ratio:.0f}×"),
    ("filling plain FTS5, s", "{fts5_build_s:.2f}"),
)


def measure(copies: int, place: Path, *, rounds: int, examples: Path = EXAMPLES) -> dict[str, Any]:
    """Return every figure for an archive of so many copies of the examples, made in `place`."""
    minutes, index = place / "minutes", place / "index"
    files = write_archive(minutes, copies=copies, examples=examples)
    found: dict[str, Any] = {"copies": copies, "files": len(files), "minutes_mb": _size(minutes)}
    found["full"] = _reindex(index, minutes)
    found |= {"index_mb": _size(index), "generation_mb": _size((index / "current").resolve())}
    found["same"] = _reindex(index, minutes)
    write_next(minutes, examples=examples)
    found["night"] = _reindex(index, minutes)
    found["first"] = _first_answers(index, times=rounds)
    asking = run("bench.asking", str(index), "--rounds", str(rounds))
    answered: dict[str, Any] = json.loads(asking.output)
    return found | answered | {"asking_peak": asking.peak}


def _reindex(index: Path, minutes: Path) -> dict[str, float]:
    return _told(run(PROGRAM, "--index", str(index), "reindex", str(minutes), expect=(0, LEFT_SOME_OUT)))


def _first_answers(index: Path, *, times: int) -> dict[str, float]:
    """Return the median run of a process that answers one question and ends."""
    runs = [run(PROGRAM, "--index", str(index), "ask", QUESTIONS[0][0], "--json") for _ in range(times)]
    return _told(sorted(runs, key=lambda each: each.seconds)[len(runs) // 2])


def _told(done: Run) -> dict[str, float]:
    return {"seconds": done.seconds, "cpu": done.cpu, "peak": done.peak, "together": done.together}


def _size(folder: Path) -> float:
    """Return how many MB the files below a folder hold."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6


def percentile(times: Sequence[float], share: int) -> float:
    """Return the time that `share` in a hundred do not exceed."""
    return statistics.quantiles(times, n=100, method="inclusive")[share - 1] if len(times) > 1 else times[0]


def table(sizes: Sequence[dict[str, Any]]) -> str:
    """Return the figures as a Markdown table, a column for each size."""
    shown = [_shown(size) for size in sizes]
    head = ["", *(f"{size['copies']}×" for size in sizes)]
    lines = [head, ["---", *("---:" for _ in sizes)]]
    lines += [[name, *(form.format_map(size) for size in shown)] for name, form in ROWS]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _shown(size: dict[str, Any]) -> dict[str, Any]:
    times: dict[str, list[float]] = size["ms"]
    halves = {name: percentile(each, 50) for name, each in times.items()}
    written = {name: f"{halves[name]:.1f} / {percentile(each, 95):.1f}" for name, each in times.items()}
    ratios = {
        "search_ratio": halves["search_cpu"] / halves["fts5_cpu"],
        "ask_ratio": halves["ask_cpu"] / halves["fts5_cpu"],
    }
    rate = size["files"] / size["full"]["cpu"]
    return size | written | ratios | {"rate": rate, "passages": size["counts"]["passages"]}


@contextmanager
def _place(keep: Path | None) -> Iterator[Path]:
    if keep:
        yield keep
    else:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            yield Path(folder)


def main() -> None:
    """Measure the sizes that the command line names, and print each as soon as it is known."""
    parser = argparse.ArgumentParser(description="Time reindex and ask over invented archives.")
    parser.add_argument("--sizes", default="1,10,100", help="copies of the examples (default 1,10,100)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure there too")
    parser.add_argument("--rounds", type=int, default=5, help="how often each question is asked (default 5)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave archives and indexes there")
    parser.add_argument("--examples", type=Path, default=EXAMPLES, help="copy these minutes instead")
    asked = parser.parse_args()
    if asked.keep and asked.keep.exists():
        parser.error(f"{asked.keep} is there already; name a new folder")
    sizes: list[dict[str, Any]] = []
    with _place(asked.keep) as place:
        for copies in (int(size) for size in asked.sizes.split(",")):
            print(f"{copies}× …", file=sys.stderr, flush=True)
            sizes.append(measure(copies, place / f"{copies}x", rounds=asked.rounds, examples=asked.examples))
    if asked.json:
        asked.json.write_text(json.dumps(sizes, indent=1) + "\n", encoding="utf-8")
    print(f"{len(QUESTIONS)} questions, {asked.rounds} rounds; list: actions {LIST}\n")
    print(table(sizes))


if __name__ == "__main__":
    main()
