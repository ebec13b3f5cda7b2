"""The questions that the bench asks, the same in every run: three of each subject of the examples, and the whole list.

With each go the words that a search for it would be given, so that a plain full-text search can be asked the same.
"""

from __future__ import annotations

from itertools import chain

SUBJECTS = {
    "FCC": "Force Contact Centre",
    "DIU": "Digital Investigation Unit",
    "FVU": "Force Vetting Unit",
    "ERP": "Estates Renewal Programme",
    "RCT": "Rural Crime Team",
    "WRP": "Workforce Representation Plan",
    "PSD": "Professional Standards Department",
    "BWV": "Body Worn Video",
    "ICVs": "Independent Custody Visitors",
    "VCOP": "Victims’ Code of Practice",
    "SRP": "Safer Roads Partnership",
    "KSI": "killed or seriously injured",
    "VCH": "Victim Care Hub",
}
FORMS = (
    "what did the CC commit to on {}?",
    "what was said about {}?",
    "open actions about {}",
    "what did the PCC ask about {} since 2023?",
    "what did the DCC say about {} in 2024?",
    "decisions on {}",
)
LIST = "open CC"
Question = tuple[str, str]
"""A question, and its words for a search."""


def _of_subject(nth: int, names: tuple[str, str]) -> list[Question]:
    forms = [FORMS[(nth + step) % len(FORMS)] for step in (0, 1, 3)]
    return [(form.format(name), name) for form, name in zip(forms, (*names, names[0]), strict=True)]


QUESTIONS: tuple[Question, ...] = (
    *chain.from_iterable(_of_subject(nth, names) for nth, names in enumerate(SUBJECTS.items())),
    ("overdue actions for the CC", "actions CC"),
)
