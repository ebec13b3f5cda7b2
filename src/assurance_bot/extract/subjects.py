"""Which of the names before a verb are its subject: "In reply to the CC, the DCC said …" tells what the DCC said.

A name that a preposition, a participle or a word like "former" goes before is not the subject: its holder does not speak.
"""

from __future__ import annotations

import re

from assurance_bot.people import TITLE

_PREPOSITION = (
    r"of|from|by|to|with|for|upon|against|about|regarding|concerning|under|between|behind|unlike|like|alongside|via|through"
    r"|including|than|towards?|beside|besides|near|over|without|among|beyond|despite|per"
)
_GOVERNED = re.compile(rf"\b(?i:{_PREPOSITION})\s+(?:both\s+)?$")  # "a question from the CC"
_ONE_OF = re.compile(
    r"\b(?:one|some|several|many|most|all|both|each|any|none|two|three|four|number|majority|rest|members?|representatives?)\s+of\s+$",
    re.IGNORECASE,
)  # "one of the governors asked"
_OPENS = re.compile(
    rf"\b(?i:{_PREPOSITION}|on|in|at|following|after|before|as|when|while|once|since)\s+(?:both\s+)?$"
    r"|(?<!\bthe\s)(?<!\ba\s)(?<!\bthis\s)(?<!\blast\s)(?<!\bthat\s)\b[A-Za-z]{3,}ing\s+$"
    r"|\b[Hh]aving\s+(?:[a-z]+\s+)?[a-z]+\s+$|^(?:Asked|Thanked|Pressed|Challenged|Questioned|Invited|Prompted)\s+$"
)  # "Having thanked the CC, …", "Responding to the CC, …"
_ANOTHER = re.compile(
    r"\b(?:former|previous|outgoing|then|late|ex|past|incoming|acting|interim|temporary|new|future|next|predecessor|another|neighbouring|other|retired|one-time)[\s-]+$",
    re.IGNORECASE,
)  # "the former CC"
_TOGETHER = re.compile(r"(?:^|[.;:,]\s|\b(?:and|that)\s)[A-Z][\w.’'-]*\s+with\s+$")  # "JS with RA would …"
_HEAD = 80
_JOINED = re.compile(r"\s+(?:and|&)\s+|/")
_SUBORDINATE = re.compile(
    r"^(?:Al)?(?:[Aa]s|[Ww]hen|[Ww]hile|[Ww]hilst|[Aa]fter|[Bb]efore|[Tt]hough|[Ss]ince|[Bb]ecause|[Oo]nce|[Uu]ntil)\s+$"
)
_CAPITAL = re.compile(r"(?:^|\s)(?P<word>[A-Z][\w’'.-]*)\s+$")
_NO_NAME = frozenset(
    [
        "the",
        "then",
        "later",
        "next",
        "also",
        "both",
        "finally",
        "however",
        "meanwhile",
        "when",
        "while",
        "after",
        "before",
        "as",
        "in",
        "at",
        "on",
        "today",
        "yesterday",
        "here",
        "there",
        "and",
        "but",
        "so",
        "if",
    ]
)


def head_of(words: str, at: int) -> str:
    """Return the words before `at`, no more of them than tell what governs a name there."""
    return words[:at] if at <= _HEAD else f"… {words[at - _HEAD : at]}"


def subject_at(head: str, who: str, *, relative: bool = False) -> int | None:
    """Return where in `who` the subject begins, None where none of it surely is; `head` is what the sentence says before.

    `relative`: "who" follows the name, which then speaks, whatever governs it: "spoke to the Society, who said".

    "a question from" and "the PCC, the CC" give the place of "the CC".
    """
    head = head_of(head, len(head))
    commas = [m.end() for m in re.finditer(r",\s*", who)]
    joints = list(_JOINED.finditer(who))
    if _ANOTHER.search(head) or _within_name(head, who):
        return None
    if relative:
        return max([0, *commas, *(j.end() for j in joints)]) if _GOVERNED.search(head) else 0
    if _OPENS.search(head) and (commas or joints):
        return _after_opening(commas, joints)
    if _GOVERNED.search(head) and not _ONE_OF.search(head) and not _TOGETHER.search(head):
        return None
    if commas and not joints and head.strip() and head.rstrip()[-1] not in ",;:–—":
        return commas[-1]
    return 0


def _after_opening(commas: list[int], joints: list[re.Match[str]]) -> int | None:
    """Return where the subject begins after a list whose first name is no subject; None where the lists run together."""
    if not commas:
        return joints[-1].end()
    if len(commas) > 1 and any(j.start() > commas[-1] for j in joints):
        return None
    return commas[-1]


def _within_name(head: str, who: str) -> bool:
    """Say whether one bare name is the end of a longer one: "Smith" of "Anne-Marie Smith", of whom we do not know."""
    before = _CAPITAL.search(head)
    if not before or " " in who.strip() or not re.fullmatch(r"[A-Z][a-zà-ÿ’'-]+", who.strip()):
        return False
    return before["word"].lower() not in _NO_NAME and not before["word"].lower().endswith("ly")


def opens_subordinate(head: str) -> bool:
    """Say whether a sentence opens with a clause that is not the main one: "As the PCC had asked, the CC …"."""
    return bool(_SUBORDINATE.match(head))


ADDRESS = (
    r"thanked|welcomed|congratulated|commended|praised|invited|introduced|called (?:up)?on|turned to|handed (?:over )?to|supported|seconded|joined|reminded|challenged|pressed"
    r"|asked|requested|instructed|tasked|met|spoke to|spoke with|wrote to"
)
"""Verbs after which, with another named, "he" may be either of two."""

_IDENTITY = re.compile(
    r"^\s*(?:\((?P<bracket>[^()]+)\)|,\s+(?:who\s+(?:is|was)\s+)?(?P<words>(?:a|an|the|from|of|for|representing|speaking for|our)\s[^,]+|[A-Z][^,]*),?)"
)  # "(UNISON)", ", a resident,"
_SURNAME = re.compile(rf"^(?:{TITLE})+\S+$|^\S+$")


def said_to_be(written: str, after: str) -> str | None:
    """Return what the words after a surname say its bearer is, None where they do not: "Mr Jones", " (UNISON) " → "UNISON"."""
    found = _IDENTITY.match(after) if _SURNAME.match(re.sub(r"^[Tt]he\s+", "", written.strip())) else None
    return (found["bracket"] or found["words"]) if found else None
