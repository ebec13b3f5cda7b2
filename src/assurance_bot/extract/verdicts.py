"""What an update says of the action it tells of: closed, replaced, moved to another day, given to another.

An update also tells of other things: a firm that withdrew, a fair that was moved. Words are a verdict on the action only
where nothing else is their subject: they begin with it ("Complete."), or with "it", "the action", "the deadline".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assurance_bot.extract.statuses import status_at
from assurance_bot.numbering import replaced_by
from assurance_bot.records import ENDED, Status

_BARE = 4  # a clause of no more words, none of them another subject, is a verdict
_CLAUSES = re.compile(
    r";\s*|:\s+(?=\w+\.?$)|\s[–—-]\s|(?<=^complete),|(?<=^closed),|(?<=^done),"
    r"|(?<=[.,])\s+(?=(?:c/f|carried (?:forward|over)|on-?going|outstanding|complete[d]?|closed|done|discharged)\W*$)",
    re.IGNORECASE,
)  # "Complete – the letter is filed", "Two quotes had come. c/f"
_GENERIC = re.compile(
    r"^\W*(?:(?:this|that|these|it|they|all|both|which|so|the|an?|now|then|also|fully|since|therefore|thus|duly|already|hereby|had|has|have|is|was|are|were|be|been|being|to|can|could|will|would|may|should|must"
    r"|actions?|items?|matters?|points?|tasks?|jobs?|works?|due|target|completion|deadlines?|timescales?|dates?|update|status|and|but|or|as|not|yet|marked|noted|considered|recorded|agreed|confirmed|reported|no|further|new|other|for|on|of"
    r"|responsibility|ownership|lead|ap|ai|al|[a-z]{0,3}\d+(?:/\d+)*|members|meeting|committee|board|panel|council|chair|that|because)\b[\W_]*)*$",
    re.IGNORECASE,
)
"""Words before a verdict that are no subject of their own: "The action is now", "It was agreed that this"."""
_OF_IT = re.compile(
    r"\b(?:actions?|matter|item|AP\s?\d)\b.{0,80}\b(?:closed?|complete[d]?|carried|forward|open|superseded|replaced|discharged|outstanding|stands?|remains?|withdrawn|cancelled)"
    r"|\b(?:and|so|which|therefore)\s+(?:(?:it|this)\s+)?(?:(?:is|was|are|were|has|have|been|be|can|could|now|therefore|considered|marked|recorded|as)\s+)*(?:closed|complete[d]?|discharged)\W*$"
    r"|\b(?:carried|carry|brought) (?:it |this |the action )?(?:forward|over)\b|\bre-?open(?:ed)?\b|\bdischarged\b|\bno further action\b|^\W*no (?:further |new |other )?(?:progress|updates?|news)\b"
    r"|\b(?:closed|discharged|signed off)\s+(?:the|this|that|both|it)\b(?:\s+(?:\w+\s+)?(?:actions?|items?|matters?|tasks?|points?)\b|\W*$)"
    r"|(?:did|does|do|would|could|will) not\b[^.;]{0,60}\b(?:close[d]?|complete[d]?|discharge[d]?)|\b(?:refused|declined|unwilling) to (?:close|discharge)\b"
    r"|\bextension (?:of|by|to|until)\b|\b(?:still|yet) (?:to be|awaited|outstanding)\b|\bremains? (?:to be|outstanding|open)\b|^\W*not (?:yet )?(?:been )?(?:closed|completed?|done|started|finished)\b",
    re.IGNORECASE,
)  # "the action is closed"
_ENDS_THERE = re.compile(
    r"\W*(?:$|(?:on|in|at|by|as|with|into|since|last|this|before|during|and|because|following|after|but|until|awaiting|due|\d)(?!\w)|[,:])"
)
"""What may follow a verdict that begins a longer clause: "Completed on 5 May", "Ongoing, as …"; not "Closed session …"."""
_MOVES = re.compile(
    r"\b(?:moved|slipped|slips|pushed|changed|rescheduled|re-?dated|deferred|postponed|extended|put back|revised|carried|brought|delayed|extend|defer|move|postpone)\b",
    re.IGNORECASE,
)
_NEW_DATE = re.compile(
    r"\b(?:extension|deferral|postponement)\s+(?:of time\s+)?(?:to|until|till|for|by|of)\b"
    r"|\b(?:new|revised|amended|extended|due|target|completion|expected)\s+(?:completion\s+|target\s+|due\s+)?(?:date|deadline|target)\b|\bnow due\b|\bmore time\b.*\b(?:agreed|allowed|granted|given)\s+(?:\w+\s+)?(?:to|until)\b|\b(?:given|allowed)\s+(?:\w+\s+)?until\b"
    r"|\b(?:will|to|should|would|expected to|due to)\s+(?:now\s+)?be\s+(?:complete[d]?|done|finished|ready|delivered)\s+(?:by|before|in|on|for|at)\b"
    r"|\b(?:on (?:track|course|target)|expected|due|aiming|hoped?|planned|scheduled)\s+(?:(?:to be|to|for)\s+)?(?:completed?|completion|finish\w*|done)\s+(?:by|before|in|on|for|at)\b",
    re.IGNORECASE,
)  # "an extension to 5 May", "will be complete by the end of April"
_ENDING = re.compile(
    r"\b(?:superseded|replaced|overtaken|covered|merged|combined|subsumed|rolled|folded|closed)\b", re.IGNORECASE
)
_OFFICE = r"(?:the\s+)?[A-Z][\w/’'.-]*(?:\s+[A-Z][\w/’'-]*){0,3}"
_TAKES = re.compile(
    rf"(?<![\w’'/-])(?P<who>(?:The\s+)?{_OFFICE})\s+(?:(?:(?:has|had)\s+)?(?:agreed|offered|volunteered)\s+to|to|will|would|has|had|is to|was to)\s+(?:now\s+)?(?:take|taken)\s+(?:(?:this|it|that|the (?:action|task|matter))\s+)?(?:over|on)\b"
    rf"|^\W*(?P<leads>(?:The\s+)?{_OFFICE})\s+(?:is\s+|was\s+)?now\s+(?:leads?|leading|responsible|the\s+owner|owns|to\s+lead|taking|has|holds)\b"
)  # "the EM will take over the quotes", "EM now leading on this"
_HANDED = re.compile(
    rf"\b(?P<verb>(?i:re-?assigned|re-?allocated|passed|transferred|handed|given|delegated|moved|changed|now|falls|sits|rests|lies))\s+(?:(?:on|over|across)\s+)?(?:to|with)\s+(?P<who>{_OFFICE})"
)  # "passed to the EM", "now with the EM"


def clauses_of(words: str) -> list[str]:
    """Return the clauses of a sentence that may each be a verdict: "Two quotes had come. c/f" has two."""
    return _CLAUSES.split(words)


def verdicts(words: str) -> Iterator[Status]:
    """Yield what a sentence says of the action it tells of, but for a mere report; a question says nothing."""
    if words.endswith("?"):
        return
    for clause in clauses_of(words):
        if replaced_by(clause) and _subjectless(clause, _replacement(clause)):
            yield "superseded"
            continue
        found = status_at(clause)
        if found and found[0] != "reported" and _is_of_the_action(clause, *found):
            yield found[0]
    head = re.match(r"(\w+):\s", words)
    if head and (found := status_at(head[1])):
        yield found[0]


def _replacement(clause: str) -> int:
    """Return where a clause begins to say that something was replaced, or closed because it was."""
    found = _ENDING.search(clause)
    return found.start() if found else len(clause)


def _is_of_the_action(clause: str, status: Status, at: int, end: int) -> bool:
    if _OF_IT.search(clause):
        return True
    alone = _subjectless(clause, at)
    if len(clause.split()) <= _BARE:
        return alone or status not in ENDED
    return alone and bool(_ENDS_THERE.match(clause, end))


def _subjectless(clause: str, at: int) -> bool:
    """Say whether nothing before a place in a clause is a subject other than the action: "It is now"."""
    return bool(_GENERIC.match(clause[:at]))


def moves(words: str) -> bool:
    """Say whether a sentence moves the date of the action, and not that of something else: "deferred to 5 May"."""
    if _NEW_DATE.search(words):
        return True
    return any(
        (found := _MOVES.search(clause)) and _may_be_moved(clause[: found.start()]) for clause in clauses_of(words)
    )


_ITS_DATE = re.compile(
    r"\b(?:due date|date|deadline|timescale|target(?: date)?|completion date|actions?(?:\s+[A-Z]{0,3}\s?\d[\d/]*)?|matter|item|this|it)\s+(?:(?:is|was|be|has|had|been|now|would|should|will|to)\s+)*$"
    r"|\b(?:agreed|proposed|resolved|decided|asked|allowed)\s+(?:to\s+)?$",
    re.IGNORECASE,
)  # "The Chair agreed that the deadline be", "It was agreed to"


def _may_be_moved(before: str) -> bool:
    return bool(_GENERIC.match(before) or _ITS_DATE.search(before))


def handed_to(words: str) -> str | None:
    """Return to whom a sentence hands the action, as written: "passed to the EM" → "the EM"."""
    if takes := _TAKES.search(words):
        return takes["who"] or takes["leads"]
    for clause in clauses_of(words):
        handed = _HANDED.search(clause)
        if handed and (_subjectless(clause, handed.start()) or "owner" in clause[: handed.start()].lower()):
            return handed["who"]
    return None
