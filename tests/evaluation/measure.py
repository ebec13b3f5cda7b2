"""How right parsing and extraction are, against what a careful reader finds in the same minutes.

A found text is right where the F1 of its words and those of the truth is at least 0.6; pairs are one to one, best first.
Run as `python -m evaluation.measure [--misses] [--minutes DIR --gold DIR]` with tests/ on the path.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assurance_bot.errors import SourceError
from assurance_bot.extract import extract
from assurance_bot.parse.meeting import parse_meeting
from assurance_bot.read import read_document
from assurance_bot.records import Action, AnyRecord, Decision, Extract, Party, Question, Statement

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ENOUGH = 0.6  # from here on two wordings are one
_WORD = re.compile(r"[A-Za-z0-9£%']+")
_HEADER = ("date", "title", "body", "series", "time", "venue", "chair", "minutes_by", "marking", "next_date", "version")
_NATURES = ("commitment", "assurance", "challenge")

Entry = Mapping[str, Any]


@dataclass
class Tally:
    """Counts of one kind of record: in the truth, found, and right."""

    wanted: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found and nothing was to be found."""
        return self.right / self.found if self.found else float(not self.wanted)

    @property
    def recall(self) -> float:
        """The share of the truth that was found."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Measures:
    """What was measured: a tally a kind, the share of right answers for single values, and the misses in words."""

    kinds: dict[str, Tally] = field(default_factory=dict)
    values: dict[str, Tally] = field(default_factory=dict)
    wrong_speakers: int = 0
    misses: list[str] = field(default_factory=list)

    def kind(self, name: str) -> Tally:
        """Return the tally of a kind of record."""
        return self.kinds.setdefault(name, Tally())

    def value(self, source: str, name: str, wanted: object, found: object, *, right: bool | None = None) -> None:
        """Count one value, and note it where it is wrong."""
        tally = self.values.setdefault(name, Tally())
        same = wanted == found if right is None else right
        tally.wanted += 1
        tally.found += 1
        tally.right += same
        if not same:
            self.misses.append(f"{source} {name}: wanted {wanted!r}, found {found!r}")


def words(text: str) -> Counter[str]:
    """Return the words of a text with their counts, case and punctuation left out."""
    return Counter(w.lower() for w in _WORD.findall(text.replace("’", "'")))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return the F1 of two bags of words, 0 to 1."""
    common = sum((one & other).values())
    return 2 * common / (sum(one.values()) + sum(other.values())) if common else 0.0


def pair(wanted: Sequence[str], found: Sequence[str]) -> list[tuple[int, int]]:
    """Return pairs (index wanted, index found), one to one, best first."""
    left, right = [words(w) for w in wanted], [words(f) for f in found]
    scored = sorted(((likeness(w, f), -i, -j) for i, w in enumerate(left) for j, f in enumerate(right)), reverse=True)
    pairs: list[tuple[int, int]] = []
    for score, i, j in scored:
        if score >= ENOUGH and not any(-i == a or -j == b for a, b in pairs):
            pairs.append((-i, -j))
    return pairs


def read(path: Path) -> Extract:
    """Return what the pipeline makes of a file; raises SourceError where it cannot be read."""
    document = read_document(path, source=f"{path.parent.name}/{path.name}")
    meeting, _ = parse_meeting(document)
    return extract(meeting, document)[0]


def measure_examples(folder: Path = EXAMPLES) -> Measures:
    """Measure extraction over the invented minutes."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    measures = Measures()
    mentions = [mention for trail in truth["trails"] for mention in trail["mentions"]]
    for meeting in truth["meetings"]:
        entry = {**meeting, "mentions": [m for m in mentions if m["source"] == meeting["source"]]}
        found = read(folder / "minutes" / entry["source"])
        _header(measures, entry, found)
        _records(measures, entry["source"], entry, found)
    return measures


def measure_gold(minutes: Path, gold: Path) -> Measures:
    """Measure extraction over minutes with hand-made gold beside them, one file each."""
    measures = Measures()
    for path in sorted(gold.glob("*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(entry, dict) and ("source" in entry or "original" in entry):
            _gold(measures, entry, minutes)
    return measures


def _gold(measures: Measures, entry: dict[str, Any], minutes: Path) -> None:
    source = "/".join(Path(entry.get("original", entry["source"])).parts[-2:])
    try:
        found = read(minutes / source)
    except SourceError as error:
        measures.misses.append(str(error))
        return
    header = entry.get("meeting", entry)
    date = header.get("date") or entry.get("meeting_date")
    measures.value(source, "date", date, str(found.meeting.date))
    _records(measures, source, _as_truth(entry), found)


def _as_truth(gold: dict[str, Any]) -> dict[str, Any]:
    """Return gold in the form of the examples' truth; kinds that it does not give exhaustively are left out."""
    said = gold.get("statements", [])
    answers = [*said, *gold.get("responses", []), *gold.get("narrative_by_pcc", [])]
    questions = [
        *(s for s in [*said, *gold.get("narrative_by_pcc", [])] if s.get("kind") == "question"),
        *gold.get("written_questions", []),
    ]
    return {
        "attendees": gold.get("attendees", []),
        "apologies": [p if isinstance(p, str) else p["name"] for p in gold.get("apologies", [])],
        "actions": gold.get("actions", []),
        "decisions": [d if isinstance(d, dict) else {"verbatim": d} for d in gold.get("decisions", [])],
        "questions": questions,
        "commitments": [s for s in answers if s.get("kind") == "commitment"],
        "unattributed": [_text(s) for s in answers if s.get("speaker") in (None, "unattributed")],
    }


def _text(entry: Entry) -> str:
    for key in ("text_verbatim", "verbatim", "clean", "text"):
        if entry.get(key):
            return str(entry[key])
    return " ".join(entry.get("verbatim_segments", []))


def _header(measures: Measures, truth: Entry, found: Extract) -> None:
    meeting = found.meeting
    for name in _HEADER:
        wanted = truth.get("next_meeting_date" if name == "next_date" else name)
        have = getattr(meeting, name)
        if name == "time" and wanted:
            wanted = truth["time_24h"]
        measures.value(truth["source"], name, wanted, str(have) if name in ("date", "next_date") and have else have)
    roles = {p.name: p.role or "" for p in meeting.attendance}
    for person in truth["attendees"]:
        wanted = person["role"] + (f" ({person['abbreviation']})" if person["abbreviation"] else "")
        have = roles.get(person["name"], "")
        measures.value(truth["source"], "roles", wanted, have, right=person["role"].lower() in have.lower())
    _items(measures, truth, found)


def _items(measures: Measures, truth: Entry, found: Extract) -> None:
    wanted = [f"{i['number'] or ''} {i['title']}".strip() for i in truth["items"] if not i.get("optional")]
    spare = Counter(f"{i['number'] or ''} {i['title']}".strip() for i in truth["items"] if i.get("optional"))
    have = Counter(i.label for i in found.meeting.items)
    tally = measures.kind("items")
    right = Counter(wanted) & have
    tally.wanted += len(wanted)
    tally.right += sum(right.values())
    tally.found += sum((have - (spare - right)).values())
    for label in Counter(wanted) - have:
        measures.misses.append(f"{truth['source']} items: missed {label!r}")
    for label in have - Counter(wanted) - spare:
        measures.misses.append(f"{truth['source']} items: excess {label!r}")


def _records(measures: Measures, source: str, truth: Entry, found: Extract) -> None:
    _attendance(measures, source, truth, found)
    actions = [r for r in found.records if isinstance(r, Action)]
    pairs = _count(
        measures, source, "actions", truth["actions"], actions, told=[*truth["commitments"], *truth.get("mentions", [])]
    )
    names = _abbreviations(truth)
    for i, j in pairs:
        _action(measures, source, truth["actions"][i], actions[j], names)
    decisions = [r for r in found.records if isinstance(r, Decision)]
    for i, j in _count(measures, source, "decisions", truth["decisions"], decisions):
        if wanted := truth["decisions"][i].get("outcome"):
            measures.value(source, "outcome", wanted, decisions[j].outcome)
    _questions(measures, source, truth, [r for r in found.records if isinstance(r, Question)], names)
    _statements(measures, source, truth, [r for r in found.records if isinstance(r, Statement)], actions)


def _attendance(measures: Measures, source: str, truth: Entry, found: Extract) -> None:
    away = [p.name for p in found.meeting.attendance if p.presence == "apologies"]
    here = [p.name for p in found.meeting.attendance if p.presence != "apologies"]
    _count_texts(measures, source, "present", [p["name"] for p in truth["attendees"]], here)
    _count_texts(measures, source, "apologies", truth["apologies"], away)


def _count_texts(
    measures: Measures,
    source: str,
    kind: str,
    wanted: Sequence[str],
    found: Sequence[str],
    *,
    allowed: Sequence[str] = (),
) -> list[tuple[int, int]]:
    """Pair and count; what pairs with an allowed text only (the same told twice) is neither right nor in excess."""
    pairs = pair(wanted, found)
    spare = [j for j in range(len(found)) if j not in {j for _, j in pairs}]
    excused = {spare[j] for _, j in pair(allowed, [found[j] for j in spare])}
    tally = measures.kind(kind)
    tally.wanted += len(wanted)
    tally.found += len(found) - len(excused)
    tally.right += len(pairs)
    got = {i for i, _ in pairs}
    measures.misses += [f"{source} {kind}: missed {w!r}" for i, w in enumerate(wanted) if i not in got]
    measures.misses += [f"{source} {kind}: excess {found[j]!r}" for j in spare if j not in excused]
    return pairs


def _count(
    measures: Measures,
    source: str,
    kind: str,
    wanted: Sequence[Entry],
    found: Sequence[AnyRecord],
    *,
    told: Iterable[Entry] = (),
) -> list[tuple[int, int]]:
    again = [e[k] for e in wanted for k in ("same_as", "same_as_verbatim") if isinstance(e.get(k), str)]
    allowed = [*again, *(_text(t) for t in told)]
    return _count_texts(measures, source, kind, [_text(w) for w in wanted], [f.text for f in found], allowed=allowed)


def _action(measures: Measures, source: str, wanted: Entry, found: Action, names: Mapping[str, str]) -> None:
    written = wanted.get("owner") or []
    owners = written if isinstance(written, list) else re.split(r"\s*(?:,|/|&|\band\b)\s*", written)
    right = all(any(_same_party(o, p, names) for p in found.owners) for o in owners) and len(found.owners) == len(
        owners
    )
    measures.value(f"{source} {found.text[:50]!r}", "owner", owners, [o.label for o in found.owners], right=right)
    where = f"{source} {found.text[:50]!r}"
    if "due_date" in wanted:
        measures.value(where, "due", wanted["due_date"], str(found.due) if found.due else None)
    else:
        measures.value(where, "due given", bool(wanted.get("due_verbatim")), bool(found.due_text))
    if "kind" in wanted:
        measures.value(where, "status", wanted["status"], found.status)
        reference = wanted.get("reference") or wanted.get("minute_reference")
        measures.value(where, "reference", reference, found.reference)


def _abbreviations(truth: Entry) -> dict[str, str]:
    """Return the names of people by each abbreviation and set of initials the truth gives."""
    return {
        p[key]: p["name"] for p in truth["attendees"] for key in ("abbreviation", "initials") if p.get(key)
    }  # fmt: skip


def _same_party(wanted: str, party: Party, names: Mapping[str, str]) -> bool:
    forms = {re.sub(r"^the ", "", f.lower()) for f in (party.role, party.person, party.written) if f}
    person = (party.person or "").lower()
    meant = names.get(wanted, wanted).lower()
    return wanted.lower() in forms or meant in forms or (bool(person) and (meant in person or person in meant))


def _questions(
    measures: Measures, source: str, truth: Entry, found: Sequence[Question], names: Mapping[str, str]
) -> None:
    wanted = truth["questions"]
    for i, j in _count(measures, source, "questions", wanted, found):
        if "asker" in wanted[i]:
            party, asker = found[j].asker, wanted[i]["asker"]
            right = party is None if asker is None else party is not None and _same_party(asker, party, names)
            where = f"{source} {found[j].text[:50]!r}"
            measures.value(where, "asker", asker, party.label if party else None, right=right)


def _statements(
    measures: Measures, source: str, truth: Entry, found: Sequence[Statement], actions: Sequence[Action]
) -> None:
    for nature in _NATURES:
        wanted = truth.get(f"{nature}s")
        if wanted is None:
            continue
        have = [s.text for s in found if s.nature == nature]
        if nature == "commitment":
            _commitments(measures, source, [_text(w) for w in wanted], have, [a.text for a in actions])
        else:
            _count_texts(measures, source, f"{nature}s", [_text(w) for w in wanted], have)
    for line in _wrong_speakers(truth, found):
        measures.wrong_speakers += 1
        measures.misses.append(f"{source} speaker: {line}")


def _commitments(
    measures: Measures, source: str, wanted: Sequence[str], have: Sequence[str], actions: Sequence[str]
) -> None:
    """An action says what will be done, so it may match a commitment; it is no excess here."""
    pairs = pair(wanted, [*have, *actions])
    tally = measures.kind("commitments")
    tally.wanted += len(wanted)
    tally.right += len(pairs)
    tally.found += len(pairs) + len(have) - sum(j < len(have) for _, j in pairs)
    got, used = {i for i, _ in pairs}, {j for _, j in pairs}
    measures.misses += [f"{source} commitments: missed {w!r}" for i, w in enumerate(wanted) if i not in got]
    measures.misses += [f"{source} commitments: excess {h!r}" for j, h in enumerate(have) if j not in used]


def _wrong_speakers(truth: Entry, found: Sequence[Statement]) -> Iterator[str]:
    """Yield each statement given a speaker whose words the truth says are nobody's, or somebody else's."""
    names = _abbreviations(truth)
    nobody = [words(u) for u in truth.get("unattributed", [])]
    told = [
        (words(_text(s)), s["speaker"])
        for key in ("commitments", "assurances", "challenges", "reports")
        for s in truth.get(key, [])
        if s.get("speaker")
    ]
    for statement in found:
        if not statement.speakers:
            continue
        said = words(statement.text)
        if any(_holds(said, u) for u in nobody):
            yield f"{statement.speakers[0].label} given, nobody named: {statement.text[:90]!r}"
        for text, speaker in told:
            named = [speaker, *re.split(r"\s*(?:,|/|&|\band\b)\s*", speaker)]
            wrong = not any(_same_party(n, p, names) for n in named for p in statement.speakers)
            if wrong and "(reported)" not in speaker and speaker != "unattributed" and _holds(said, text):
                yield f"{statement.speakers[0].label} given for {speaker}: {statement.text[:90]!r}"


def _holds(said: Counter[str], text: Counter[str]) -> bool:
    """Say whether what was said holds nearly all of a text of some length."""
    size = sum(text.values())
    return size > 2 and sum((said & text).values()) >= 0.9 * size


def table(measures: Measures) -> str:
    """Return the figures for reading."""
    lines = [
        f"{name:12} gold {t.wanted:4} found {t.found:4} right {t.right:4}   "
        f"precision {t.precision:.3f}  recall {t.recall:.3f}  F1 {t.f1:.3f}"
        for name, t in measures.kinds.items()
    ]
    values = [f"{name} {t.right}/{t.wanted}" for name, t in measures.values.items()]
    return "\n".join([*lines, "  ".join(values), f"wrong speakers {measures.wrong_speakers}"])


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, over the invented minutes or over minutes with gold."""
    parser = argparse.ArgumentParser(prog="evaluation.measure", description="Measure parsing and extraction.")
    parser.add_argument("--misses", action="store_true", help="print what was missed and what was found in excess")
    parser.add_argument("--minutes", type=Path, help="a folder of minutes")
    parser.add_argument("--gold", type=Path, help="a folder of gold, a JSON file a document")
    chosen = parser.parse_args(arguments)
    if (chosen.minutes is None) != (chosen.gold is None):
        parser.error("--minutes and --gold go together")
    measures = measure_gold(chosen.minutes, chosen.gold) if chosen.gold else measure_examples()
    if chosen.misses:
        sys.stdout.write("".join(f"{line}\n" for line in sorted(measures.misses)))
    sys.stdout.write(table(measures) + "\n")


if __name__ == "__main__":
    main()
