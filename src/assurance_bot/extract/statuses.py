"""What words say of an action: open, reported, closed, superseded. One table, the first row that matches decides."""

import re

from assurance_bot.records import Status

_ROWS: tuple[tuple[Status, str], ...] = (
    ("open", r"\b(?:re-?opened|not (?:yet )?(?:been )?(?:complete[d]?|done|closed|delivered|received|actioned|due)|remains? (?:open|outstanding)|still (?:to be|outstanding|open|awaited|not)"
     r"|yet to be|to be (?:done|completed?|delivered|closed|finished)|is to (?:stay|remain) open|cannot be closed|could not be closed|no progress|not to be closed)\b"),  # "reopened", "remains open"
    ("superseded", r"\b(?:superseded|replaced by|be replaced|is replaced|was replaced|withdrawn|merged (?:with|into)|subsumed|overtaken by|in place of this action|takes? the place of (?:this|the) action)\b"),
    ("closed", r"\b(?:closed?|complete[d]?|discharged|no further action|done|actioned|achieved|concluded|signed off)\b"),  # "the action is closed"
    ("open", r"\b(?:carr(?:y|ied) (?:it |this |these |the (?:action|matter|item) )?(?:forward|over)|brought forward|c/?f|on-?going|outstanding|in progress|overdue|deferred|rolled (?:over|forward)|not started|pending"
     r"|extended to|given (?:until|to)|moved to|put back|new date|(?:action|matter) stands|be reassigned|passed? to|open)\b"),
    ("reported", r"\b(?:update|updated|reported|noted|see item|received)\b"),
)  # fmt: skip
_TABLE = tuple((status, re.compile(pattern, re.IGNORECASE)) for status, pattern in _ROWS)
TAG = re.compile(
    r"\s*(?:[\[(](?P<tag>[^\[\]()]{3,40})[\])]|\s[–—-]+\s*(?P<dashed>(?:now )?(?:closed?|completed?|done|carried (?:forward|over)|c/f|on-?going|outstanding|in progress|discharged|not started|pending|superseded)))\s*\.?$",
    re.IGNORECASE,
)  # "… [closed]", "… – carried forward"


def status_of(words: str) -> Status | None:
    """Return the status the words state, or None where they state none: "Open – carried forward" → "open"."""
    head = words.strip()
    for status, pattern in _TABLE:
        if pattern.search(head):
            if status == "open" and re.match(r"\W*(?:closed|complete)", head, re.IGNORECASE):
                continue
            return status
    return None


def cell_status(words: str) -> Status:
    """Return the status that a status column gives; words of any other kind are a report, one unknown word leaves it open.

    A column leads with its status: "Open – update at item 4" is open, "Closed; note to be filed" closed.
    """
    first = re.split(r"\s*[–—;:,.]\s*|\s+-\s+", words.strip(), maxsplit=1)[0]
    known = status_of(first) or status_of(words)
    return known or ("reported" if len(words.split()) > 1 else "open")
