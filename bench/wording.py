"""Other words for the invented minutes: other people, places, topics and figures, the same for every run.

A phrase gives way to one of as many words, so that lines stay broken where they were; people keep their initials, since
minutes cite people by them; no table holds anything real.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeVar

_T = TypeVar("_T")
SEED = 2024
HOME = 0  # the body of the examples themselves, whose places keep their names
SERIES: tuple[str, ...] = ("Assurance", "Scrutiny", "Oversight", "Governance", "Performance", "Standards")
SERIES += ("Stewardship", "Appraisal", "Audit", "Inquiry")

FIRST_NAMES = (
    ("Rosalind", "Ruth", "Rhiannon", "Rowena", "Rebecca"),
    ("Imran", "Ivor", "Isaac", "Idris", "Ismail"),
    ("Douglas", "Derek", "Dominic", "Duncan", "Dafydd"),
    ("Priya", "Pauline", "Petra", "Philippa", "Parveen"),
    ("Owen", "Oscar", "Oliver", "Omar", "Osbert"),
    ("Tomasz", "Tobias", "Tariq", "Trevor", "Tudor"),
    ("Bettina", "Brenda", "Bridget", "Beatrix", "Bronwen"),
    ("Adaeze", "Agnes", "Amina", "Alison", "Astrid"),
    ("Callum", "Conrad", "Cyril", "Chidi", "Caradoc"),
    ("Nerys", "Nadia", "Noreen", "Nell", "Niamh"),
    ("Fergus", "Felix", "Farouk", "Francis", "Fabian"),
    ("Odile", "Olive", "Oonagh", "Orla", "Odette"),
    ("Lorna", "Lydia", "Leila", "Laura", "Lucinda"),
    ("Dilys", "Dorothy", "Deepa", "Delphine", "Diana"),
)
SURNAMES = (
    ("Quayle", "Quill", "Quested", "Quennell", "Quarrie"),
    ("Calloway", "Catchpole", "Corrigan", "Culpin", "Chaudry"),
    ("Harkaway", "Hollis", "Hathersage", "Humble", "Haverty"),
    ("Venn", "Varley", "Vickers", "Vohra", "Veale"),
    ("Thackery", "Tolliver", "Trubshaw", "Tindall", "Talwar"),
    ("Wren", "Wolstan", "Wetherby", "Winnard", "Wadia"),
    ("Crosswell", "Cuthbert", "Claxton", "Crimmins", "Coveney"),
    ("Finch", "Fothergill", "Faulds", "Farooqi", "Fennimore"),
    ("Strand", "Sturgess", "Selwyn", "Saddler", "Sandhu"),
    ("Pembrey", "Prewett", "Pilling", "Partridge", "Patwari"),
    ("Amblin", "Ashcombe", "Arkle", "Aldous", "Anwar"),
    ("Farrant", "Fairlie", "Frobisher", "Fawley", "Firth"),
    ("Haldane", "Henshaw", "Hobday", "Heywood", "Hussain"),
    ("Marrow", "Merrick", "Mowbray", "Minshull", "Mistry"),
)
# A row is one subject under several guises: the phrases of a guise stand in the places of the first's.
TOPICS = (
    (("Force Contact Centre", "FCC"), ("County Control Room", "CCR"), ("Public Enquiry Desk", "PED")),
    (
        ("Digital Investigation Unit", "DIU", "digital forensics", "devices"),
        ("Fraud Examination Unit", "FEU", "fraud examination", "ledgers"),
        ("Drug Testing Laboratory", "DTL", "drug testing", "samples"),
    ),
    (
        ("Force Vetting Unit", "FVU", "vetting", "renewals"),
        ("Firearms Licensing Unit", "FLU", "licensing", "certificates"),
        ("Driver Training School", "DTS", "driving", "refreshers"),
    ),
    (
        ("Estates Renewal Programme", "ERP", "Police Station"),
        ("Site Sharing Programme", "SSP", "Training Centre"),
    ),
    (
        ("Rural Crime Team", "RCT", "rural crime", "farmers", "farms"),
        ("River Patrol Team", "RPT", "river patrols", "boatmen", "moorings"),
        ("Town Centre Team", "TCT", "shop theft", "shopkeepers", "shops"),
    ),
    (("Workforce Representation Plan", "WRP"), ("Apprentice Recruitment Plan", "ARP")),
    (("Professional Standards Department", "PSD"), ("Conduct Review Department", "CRD")),
    (("Body Worn Video", "BWV", "activation"), ("Vehicle Tracking Beacons", "VTB", "calibration")),
    (("Victim Care Hub", "VCH", "victim satisfaction"), ("Witness Support Hub", "WSH", "witness satisfaction")),
    (("custody", "detainees", "cells"), ("detention", "prisoners", "suites")),
    (("101 call answering", "101 calls"), ("105 desk opening", "105 desks")),
    (("quarry", "lorries"), ("sawmill", "tankers"), ("brewery", "wagons")),
    (("domestic abuse",), ("hate crime",), ("knife crime",)),
    (("stop and search",), ("spit and bite",)),
)
WORDS = (
    ("residents", "householders", "townspeople", "ratepayers"),
    ("contractor", "supplier", "builder", "consultant"),
    ("trial", "pilot", "rehearsal", "scheme"),
    ("survey", "canvass", "ballot", "poll"),
    ("backlog", "queue", "pile", "waiting-list"),
    ("sickness", "shortages", "turnover", "absences"),
    ("telephony", "switchboard", "software", "network"),
    ("letters", "messages", "petitions", "emails"),
    ("volunteers", "wardens", "mentors", "cadets"),
    ("school", "college", "nursery", "hospital"),
    ("cameras", "radios", "laptops", "helmets"),
    ("sergeants", "inspectors", "supervisors", "trainers"),
    ("collisions", "breakdowns", "skids", "floods"),
    ("reasons", "causes", "grounds", "factors"),
)
PLACES = {"Brackenshire": "shire", "Stavenham": "enham", "Pellbridge": "bridge", "Orrisby": "isby", "Ludmoor": "moor"}
STEMS = ("Arl", "Birn", "Cald", "Dunn", "Elv", "Farl", "Gild", "Hask", "Ingl", "Kelm", "Lorn", "Marl", "Nesk")

# What may be made more or less of, beside dates: shares, sums, and counts of things that are counted in hundreds.
FIGURE = re.compile(
    r"(?=[£\d])(?:(?P<money>£)(?P<sum>\d[\d,]*(?:\.\d+)?)"  # "£12.4m", "£600,000"
    r"|(?<![\d.,/])(?P<share>\d{1,2}(?:\.\d)?)(?=%)"  # "14.2%"
    r"|(?<![\d.,/:£])(?P<count>\d{2,3})(?=\s(?:devices|renewals|incidents|snags|posts|searches|visits|cases)\b))"
)


def pick(options: Sequence[_T], *key: object) -> _T:
    """Return one of `options`, the same one for the same key on every machine and in every version of Python."""
    digest = hashlib.sha256(repr((SEED, *key)).encode()).digest()
    return options[int.from_bytes(digest[:8], "big") % len(options)]


@cache
def wording(copy: int, *, body: int) -> dict[str, str]:
    """Return what each phrase becomes in a copy; in the first copy of the first body, nothing changes."""
    if not copy:
        return {}
    changed = {SERIES[0]: SERIES[body % len(SERIES)]}
    for names in (*FIRST_NAMES, *SURNAMES):
        changed[names[0]] = pick(names, copy, names[0])
    for row in TOPICS:
        changed |= dict(zip(row[0], pick(row, copy, row[0][0]), strict=False))
    for words in WORDS:
        changed[words[0]] = pick(words, copy, words[0])
    if body != HOME:
        changed |= {
            place: STEMS[(body + 3 * nth) % len(STEMS)] + ending for nth, (place, ending) in enumerate(PLACES.items())
        }
    return {old: new for old, new in changed.items() if old != new}


def county(body: int) -> str:
    """Return the name of the county whose minutes a body keeps."""
    home, ending = next(iter(PLACES.items()))
    return home if body == HOME else STEMS[body % len(STEMS)] + ending


def substitute(text: str, changed: Mapping[str, str]) -> str:
    """Return `text` with each phrase changed, word for word, in the case in which it stands; lines break where they did.

    A name in small letters is a common word and stays ("strand").
    """
    cased = {form: new for old, new in changed.items() for form in _cases(old)}
    return _pattern(tuple(cased)).sub(lambda found: _put(found[0], cased), text) if cased else text


def _cases(phrase: str) -> set[str]:
    upper = {phrase, phrase.upper()}
    name = phrase[0].isupper() and " " not in phrase
    return upper if name else upper | {phrase.lower(), phrase.capitalize(), phrase.title()}


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    spaced = (r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"(?<![\w’])(?:{'|'.join(spaced)})(?![\w’])")


def _put(found: str, cased: Mapping[str, str]) -> str:
    pieces = re.split(r"(\s+)", found)
    new = cased[" ".join(pieces[::2])].split()
    pieces[::2] = [_like(word, new) for word, new in zip(pieces[::2], new, strict=True)]
    return "".join(pieces)


def _like(word: str, new: str) -> str:
    if word.isupper() and len(word) > 1 and word.isalpha():
        return new.upper()
    if word.islower():
        return new.lower()
    return new[0].upper() + new[1:] if word[0].isupper() else new


def scale_figures(text: str, copy: int) -> str:
    """Return `text` with its figures made more or less of, all by the factor of the copy, so that they still compare."""
    factor = (90 + pick(range(31), copy, "figures")) / 100 if copy else 1
    return FIGURE.sub(lambda found: _scaled(found, factor), text) if copy else text


def _scaled(found: re.Match[str], factor: float) -> str:
    number = found["sum"] or found["share"] or found["count"]
    decimals = len(number.partition(".")[2])
    value = min(float(number.replace(",", "")) * factor, 99.9 if found["share"] else float("inf"))
    return f"{found['money'] or ''}{value:{',' if ',' in number else ''}.{decimals}f}"
