"""What words say of an action: open, reported, closed, superseded. One table, the first row that matches decides.

What is all but done is not done, and a question says nothing.
"""

import re

from assurance_bot.records import Status

_DONE = r"(?:closed?|complete[d]?|done|finished|delivered|actioned|achieved|discharged|concluded)"
_ROWS: tuple[tuple[Status, str], ...] = (
    ("open", rf"\b(?:re-?open(?:ed|s|ing)?\b|not (?:yet )?(?:been |fully |quite )*{_DONE}\b|not (?:yet )?(?:been )?(?:received|due)\b|remains? (?:open|outstanding)|still (?:to be|outstanding|open|awaited|not)"
     rf"|yet to be|(?:(?:did|does|do|would|could|will) not|refused to|declined to|unwilling to|no agreement to)\b[^.;]{{0,60}}?\b(?:close[d]?|complete[d]?|discharge[d]?)|to be (?:done|completed?|delivered|closed|finished)|(?:will|shall|would|should|may|might|could) (?:now |all |fully )?be (?:complete[d]?|done|finished|delivered|achieved)|is to (?:stay|remain) open|(?:cannot|can not|could not|should not) (?:yet )?be closed|no (?:further |new |other )?(?:progress|updates?|news)|not to be closed)\b|^\W*not\W*$|^\W*(?:no, )?not yet\b|\bin{_DONE}\b"),  # "reopened", "remains open"
    ("reported", rf"\b(?:partial(?:ly)?|part(?:ly)?|nearly|near|almost|largely|mostly|substantial(?:ly)?|virtually|practically|essentially|half|halfway|(?!100)\d{{1,2}} ?(?:%|per ?cent)|close to|all but|mainly|broadly)[\s-]+{_DONE}\b"
     rf"|\b{_DONE}\b.{{0,15}}\b(?:in part|(?!100)\b\d{{1,2}} ?(?:%|per ?cent))"),  # "90% complete"
    ("superseded", r"\b(?:superseded|replaced by|be replaced|is replaced|was replaced|(?:be )?merged (?:with|into)|subsumed|overtaken by|in place of this action|takes? the place of (?:this|the) action)\b"),
    ("closed", rf"\b(?:{_DONE}|no further action|signed off|withdrawn|cancelled|canceled|abandoned|not (?:being |to be )?(?:pursued|proceeded with)|no longer (?:needed|required|necessary|relevant|applicable)|not (?:needed|required|applicable))\b|^\W*dropped\b"),  # "the action is closed"
    ("open", r"\b(?:carr(?:y|ied) (?:it |this |these |the (?:action|matter|item) )?(?:forward|over)|brought forward|c/?f|on-?going|outstanding|in progress|under ?way|overdue|delayed|deferred|postponed|rolled (?:over|forward)|not started|pending"
     r"|slipped|slips to|extended (?:to|until|by)|extension (?:to|until|of|by)|given (?:until|to)|(?:moved|pushed|revised|changed|amended|put) (?:back )?to|put back|(?:new|revised|amended|extended) (?:due |target |completion )?date|(?:action|matter) stands|be reassigned|passed? to|open)\b"),
    ("reported", r"\b(?:update|updated|reported|noted|see item|received)\b"),
)  # fmt: skip
_TABLE = tuple((status, re.compile(pattern, re.IGNORECASE)) for status, pattern in _ROWS)
TAG = re.compile(
    r"\s*(?:[\[(](?P<tag>[^\[\]()]{3,40})[\])]|\s[–—-]+\s*(?P<dashed>(?:now )?(?:closed?|completed?|done|carried (?:forward|over)|c/f|on-?going|outstanding|in progress|discharged|not started|pending|superseded)))\s*\.?$",
    re.IGNORECASE,
)  # "… [closed]", "… – carried forward"


def status_of(words: str) -> Status | None:
    """Return the status the words state, or None where they state none: "Open – carried forward" → "open"."""
    found = status_at(words)
    return found[0] if found else None


def status_at(words: str) -> tuple[Status, int, int] | None:
    """Return the status the words state, and where the words stand that state it."""
    if words.rstrip().endswith("?"):
        return None
    for status, pattern in _TABLE:
        if found := pattern.search(words):
            if status == "open" and re.match(r"\W*(?:closed|complete)(?!.*\bre-?open)", words, re.IGNORECASE):
                continue
            return status, found.start(), found.end()
    return None


def cell_status(words: str) -> Status:
    """Return the status that a status column gives; words of any other kind are a report, one unknown word leaves it open.

    A column leads with its status: "Open – update at item 4" is open, "Closed; note to be filed" closed.
    """
    first = re.split(r"\s*[–—;:,.]\s*|\s+-\s+", words.strip(), maxsplit=1)[0]
    known = status_of(first) or status_of(words)
    return known or ("reported" if len(words.split()) > 1 else "open")
