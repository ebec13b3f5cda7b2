"""The small grammars of `/actions` and `/assurance`; what they do not know is read as a question would be.

/actions   = A-ref | [status] [owner] [about topic] [in body] [period] [order], in any mix
status     = open | reported | overdue | due | due week | due month | due 14 (days) | closed | superseded | all
/assurance = help | status | history TOPIC | brief TOPIC | question
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

WINDOWS = {
    "due week": (re.compile(r"\Adue\s+(?:this\s+)?week\b", re.IGNORECASE), "due this week"),
    "due month": (re.compile(r"\Adue\s+(?:this\s+)?month\b", re.IGNORECASE), "due this month"),
}
ONE = re.compile(r"\A(A-[0-9A-Z]{3,})\Z", re.IGNORECASE)  # "A-5VWRP5"
BODY = re.compile(r"(?:\A|\s)in\s+(?P<body>.+?)(?=\s+(?:about|since)\s|\Z)", re.IGNORECASE)  # "in Police Board since …"
TOPICS = {
    "history": (re.compile(r"\Ahistory(?:\s+of)?\s+(?P<topic>.+)", re.IGNORECASE), "history of {}"),
    "brief": (re.compile(r"\Abrief(?:\s+on)?\s+(?P<topic>.+)", re.IGNORECASE), "everything on {} for the next meeting"),
}
BARE = {"history": "Say on what: /assurance history TOPIC.", "brief": "Say on what: /assurance brief TOPIC."}


@dataclass(frozen=True, slots=True)
class Listing:
    """What `/actions` is to do: show `one` action, or list by `words`, of bodies whose names hold `body`."""

    kind: Literal["one", "list"]
    words: str = ""
    body: str = ""


def read_actions(typed: str, bodies: Sequence[str]) -> Listing:
    """Return what is wanted by the words after `/actions`; "in …" is a body only where one of `bodies` is called so."""
    words = typed.strip()
    if ONE.match(words):
        return Listing("one", words)
    for pattern, said in WINDOWS.values():
        words = pattern.sub(said, words)
    found = BODY.search(words)
    body = found["body"].strip('"“” ') if found else ""
    if not found or not any(body.casefold() in name.casefold() for name in bodies):
        return Listing("list", words)
    return Listing("list", " ".join((words[: found.start()] + " " + words[found.end() :]).split()), body)


@dataclass(frozen=True, slots=True)
class Asking:
    """What `/assurance` is to do: help, tell the status, say a sentence, or answer `words`."""

    kind: Literal["help", "status", "say", "ask"]
    words: str = ""


def read_assurance(typed: str) -> Asking:
    """Return what is wanted by the words after `/assurance`."""
    words = typed.strip()
    if words.lower() in ("", "help"):
        return Asking("help")
    if words.lower() == "status":
        return Asking("status")
    if words.lower() in BARE:
        return Asking("say", BARE[words.lower()])
    for pattern, said in TOPICS.values():
        if found := pattern.match(words):
            return Asking("ask", said.format(found["topic"]))
    return Asking("ask", words)
