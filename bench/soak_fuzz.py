"""The long fuzz: mutated files of each format through reading, parsing and extraction; `make soak` runs it in full.

Each of the invented minutes is changed at random (bytes changed, cut out, said twice; in Word files, whole elements too).
What may come out is a SourceError, or records of which every quote equals the text at its spans. Prints a row for each
format: files tried, read, refused, the slowest in seconds, and what went wrong; exits 1 where anything did.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from assurance_bot.document import Document, fold
from assurance_bot.errors import SourceError
from assurance_bot.extract import extract
from assurance_bot.parse.meeting import parse_meeting
from assurance_bot.read import markdown, pdf, plain, web, word

EXAMPLES = Path(__file__).parents[1] / "examples" / "minutes"
READERS: dict[str, Callable[[bytes, str], Document]] = {
    ".txt": plain.read,
    ".md": markdown.read,
    ".pdf": pdf.read,
    ".docx": word.read,
    ".html": web.read,
}
SLOW = 10.0
"""Seconds that one file may take at most."""


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Return `data` with some bytes changed, cut out or said twice, or its end cut off."""
    out = bytearray(data)
    for _ in range(rng.choice([1, 3, 10, 40, 200])):
        at = rng.randrange(max(1, len(out)))
        change = rng.random()
        if change < 0.55:
            out[at : at + 1] = bytes([rng.randrange(256)])
        elif change < 0.75:
            del out[at : at + rng.randrange(1, 80)]
        elif change < 0.95:
            out[at:at] = out[max(0, at - 60) : at] * rng.choice([1, 2, 20])
        elif rng.random() < 0.2:
            del out[max(at, 20) :]
    return bytes(out)


_ELEMENT = re.compile(rb"<w:(p|tr|r|tc|tbl|pPr|numPr)[ >].*?</w:\1>", re.DOTALL)


def shuffled(part: bytes, rng: random.Random) -> bytes:
    """Return XML with some of its elements left out, said twice or exchanged; mostly still well formed."""
    for _ in range(rng.choice([1, 3, 10])):
        found = list(_ELEMENT.finditer(part))
        if not found:
            return part
        one, other = rng.choice(found), rng.choice(found)
        put = rng.choice([b"", one[0] * 2, other[0]])
        part = part[: one.start()] + put + part[one.end() :]
    return part


def changed(data: bytes, suffix: str, rng: random.Random) -> bytes:
    """Return a mutated file; most Word files stay whole archives whose parts are changed, so that these are reached."""
    if suffix != ".docx" or rng.random() < 0.1:
        return mutated(data, rng)
    how = shuffled if rng.random() < 0.8 else mutated
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            part = given.read(name)
            made.writestr(name, how(part, rng) if name == "word/document.xml" or rng.random() < 0.1 else part)
    return out.getvalue()


def unsound(document: Document) -> str:
    """Parse and extract; return what is wrong with the quotes of the records, "" for nothing."""
    meeting, _ = parse_meeting(document)
    found, _ = extract(meeting, document)
    for record in found.records:
        for quote in filter(None, (record.quote, record.lead_in)):
            if quote.text != fold(" ".join(document.text[s.start : s.end] for s in quote.spans)):
                return f"a quote of {record.id} does not verify"
    return ""


def trial(suffix: str, tries: int, seed: int) -> tuple[int, int, float, list[str]]:
    """Return how many files were read and refused, the slowest in seconds, and what went wrong."""
    files = sorted(EXAMPLES.glob(f"*{suffix}"))
    read = refused = 0
    slowest, wrong = 0.0, []
    for n in range(tries):
        rng = random.Random(f"{seed}{suffix}{n}")  # noqa: S311 - chance is for the trial alone
        data = changed(files[n % len(files)].read_bytes(), suffix, rng)
        start = time.monotonic()
        try:
            fault = unsound(READERS[suffix](data, f"{n}{suffix}"))
            read += 1
        except SourceError:
            refused, fault = refused + 1, ""
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            fault = f"{type(error).__name__}: {error}"
        took = time.monotonic() - start
        slowest = max(slowest, took)
        if fault or took > SLOW:
            wrong.append(f"seed {seed}{suffix}{n} ({files[n % len(files)].name}): {fault or f'{took:.1f} s'}")
    return read, refused, slowest, wrong


def main() -> int:
    """Run the trials and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--tries", type=int, default=2000, help="mutated files of each format")
    parser.add_argument("--formats", default=",".join(READERS))
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    faults: list[str] = []
    print("format   tried    read  refused  slowest s  wrong")
    for suffix in args.formats.split(","):
        read, refused, slowest, wrong = trial(suffix, args.tries, args.seed)
        print(f"{suffix:6} {args.tries:7} {read:7} {refused:8} {slowest:10.2f} {len(wrong):6}", flush=True)
        faults += wrong
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
