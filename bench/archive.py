"""Invented archives of any size, made from the examples: copies of them, each two years before the one it follows.

All are text, which can be written anew with other words: a PDF or Word file among the examples is taken from its source.

Going back by whole years keeps months, quarters, seasons and financial years true; weekdays are worked out anew. Ten copies
make the twenty years of one body; the next ten are of another body, for no body keeps minutes for centuries.

    python -m bench.archive --copies 10 FOLDER
"""

from __future__ import annotations

import argparse
import calendar
import codecs
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from bench.wording import SERIES, STEMS, county, scale_figures, substitute, wording

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "minutes"
TEXT = (".txt", ".md")
SPAN = 2  # years that the examples cover
COPIES_OF_A_BODY = 10
MOST_COPIES = COPIES_OF_A_BODY * min(len(SERIES), len(STEMS))

_HOW_SET = re.compile(r"\A---\n.*?\n---\n+", re.DOTALL)  # the front matter of a source: how an office would set it
_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_WEEKDAYS = tuple(calendar.day_name)
_DATE = re.compile(
    r"(?=[FMSTW\d])(?:"  # a date begins with a weekday or a digit: elsewhere the rest need not be tried
    rf"(?:(?P<weekday>{'|'.join(_WEEKDAYS)})(?P<after>,?\s+))?(?<!\d)(?P<day>\d{{1,2}})(?P<between>\s+)(?P<month>{'|'.join(_MONTHS)})"
    r"(?:(?P<before>\s+)(?P<year>20\d\d))?"  # "Wednesday 26 July", "29 February 2024"
    r"|(?<!\d)(?P<iso>20\d\d-\d\d-\d\d)(?!\d)"  # "2023-09-27"
    r"|(?<![\d.])(?P<dotted>\d{1,2}\.\d{1,2}\.)(?P<dotted_year>\d\d)(?![\d.])"  # "25.9.24"
    r"|(?<!\d)(?P<start_year>20\d\d)/(?P<end_year>\d\d)(?!\d)"  # "2023/24"
    r"|(?<![\d/])(?P<item>\d{1,3}/)(?P<item_year>2[2-9])(?![\d/])"  # "AP 9/23", "44/24"
    r"|(?<![\d£.,-])(?P<alone>20\d\d)(?![\d%,]\d|\d))"  # "since 2019"
)


def write_archive(folder: Path, *, copies: int, examples: Path = EXAMPLES) -> list[Path]:
    """Write `copies` of the examples below `folder` and return the files, newest copy first; the first copy is unchanged.

    Raises ValueError where more copies are asked for than there are bodies to keep them.
    """
    if not 0 < copies <= MOST_COPIES:
        raise ValueError(f"{copies} copies: give a number from 1 to {MOST_COPIES}")
    read = texts(examples)
    return [
        _written(folder, name, text, encoding, copy=copy) for copy in range(copies) for name, text, encoding in read
    ]


def write_next(folder: Path, *, examples: Path = EXAMPLES) -> Path:
    """Write one meeting more, held after the last of the first body, and return its file."""
    name, text, encoding = texts(examples)[0]
    return _written(folder, name, text, encoding, copy=-1)


def texts(examples: Path = EXAMPLES) -> list[tuple[str, str, str]]:
    """Return the name, text and encoding of each example; of one that is no text, those of its source beside them."""
    found = []
    for path in sorted(examples.iterdir()):
        if path.suffix in TEXT:
            found.append((path.name, *_decoded(path.read_bytes())))
        else:
            source = examples.with_name("sources") / f"{path.stem}.md"
            found.append((source.name, _HOW_SET.sub("", source.read_text("utf-8"), count=1), "utf-8"))
    return found


def _written(folder: Path, name: str, text: str, encoding: str, *, copy: int) -> Path:
    body, back = divmod(copy, COPIES_OF_A_BODY) if copy >= 0 else (0, copy)
    years = SPAN * back
    changed = wording(copy, body=body)
    held = dt.date.fromisoformat(name[:10])
    words = scale_figures(substitute(shift(text, years=years, held=held), changed), copy)
    path = folder / county(body).lower() / substitute(shift(name, years=years, held=held), changed)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(words.encode(encoding))
    return path


def shift(text: str, *, years: int, held: dt.date) -> str:
    """Return `text` with every date `years` earlier; `held` tells the year of a weekday that is given without one."""
    return _DATE.sub(lambda found: "".join(_earlier(found, years, held)), text) if years else text


def _earlier(found: re.Match[str], years: int, held: dt.date) -> Iterator[str]:
    """Yield the pieces of one date, earlier."""
    if found["month"]:
        yield from _earlier_day(found, years, held)
    elif found["iso"]:
        yield _moved(dt.date.fromisoformat(found["iso"]), years).isoformat()
    elif found["dotted"]:
        yield found["dotted"] + _short(found["dotted_year"], years)
    elif found["start_year"]:
        yield f"{int(found['start_year']) - years}/{_short(found['end_year'], years)}"
    elif found["item"]:
        yield found["item"] + _short(found["item_year"], years)
    else:
        yield str(int(found["alone"]) - years)


def _earlier_day(found: re.Match[str], years: int, held: dt.date) -> Iterator[str]:
    was = _day(found, held)
    now = _moved(was, years)
    if found["weekday"]:
        fits = _WEEKDAYS[was.weekday()] == found["weekday"]
        yield (_WEEKDAYS[now.weekday()] if fits else found["weekday"]) + found["after"]
    yield f"{now.day}{found['between']}{found['month']}"
    if found["year"]:
        yield f"{found['before']}{now.year}"


def _day(found: re.Match[str], held: dt.date) -> dt.date:
    """Return the day that is meant: where no year is given, that of the meeting or next to it which fits the weekday."""
    day, month = int(found["day"]), _MONTHS[found["month"]]
    if found["year"]:
        return dt.date(int(found["year"]), month, day)
    near = [dt.date(year, month, day) for year in (held.year, held.year + 1, held.year - 1)]
    return next((d for d in near if _WEEKDAYS[d.weekday()] == found["weekday"]), near[0])


def _moved(day: dt.date, years: int) -> dt.date:
    """Return the day `years` earlier; of 29 February the last day of that month."""
    year = day.year - years
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def _short(year: str, years: int) -> str:
    return f"{(int(year) - years) % 100:02d}"


def _decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a file and the encoding to write it in again; a byte order mark stays a character of the text."""
    if data.startswith(codecs.BOM_UTF16_LE):
        return data.decode("utf-16-le"), "utf-16-le"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252"), "cp1252"


def main() -> None:
    """Write an archive where the command line says."""
    parser = argparse.ArgumentParser(description="Write an invented archive of minutes.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--copies", type=int, default=1, help="how many copies of the examples (default 1)")
    asked = parser.parse_args()
    print(f"{len(write_archive(asked.folder, copies=asked.copies))} files in {asked.folder}")


if __name__ == "__main__":
    main()
