"""What closes a motion: who moved and seconded it, and how the vote went ("Prop. JB, 2nd DD. All agreed.").

Such words decide nothing by themselves: they say of the words before them that these were decided.
"""
# a row of a table of expressions stays on its line

from __future__ import annotations

import re

from assurance_bot.records import Outcome

_STOPS = r"(?i:all|agreed|carried|approved|unanimous\w*|resolved|accepted|passed|vot\w+|prop\w*|elected|re-elected|sec|2nd|second\w*|moved|in|for|against|motion|the|and|none|nem|lost|defeated|abst\w+|noted|action|minutes?)\b"
_TITLE = r"(?:(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Rev|Revd|Sir|Prof|Professor)\.?\s+)"
_WORD = rf"(?!{_STOPS})(?:[A-Z]\.|[A-Z][\w’'-]*)"
_NAME = rf"(?:[Tt]he\s+)?{_TITLE}{{0,2}}{_WORD}(?:\s+(?:(?:and|&)\s+)?{_TITLE}?{_WORD}){{0,3}}(?:\s*\([^()]{{1,30}}\))?"
_WHOLE = r"(?:the\s+)?(?:(?:motion|proposal|resolution|amendment|recommendation|suggestion|vote|minutes?|result|decision|nomination)\s+)"
_ALL = r"(?:all|everyone|everybody|members|councillors|governors|trustees|directors|those|both|none|the (?:meeting|board|council|committee|panel|members))"
_HOW = r"(?:unanimously|by a majority|by (?:a )?show of hands|nem\.? con\.?|without (?:dissent|a vote|objection)|by all(?: present)?|on the (?:chair(?:man)?[’']s )?casting vote|(?:by )?\d{1,3}\s*(?:[-–/:]|to)\s*\d{1,3}(?:\s*[-–/:]\s*\d{1,3})?(?: votes)?|with (?:one|two|three|no|\d+) (?:against|abstentions?|objections?))"
_COUNT = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|none|no|all)"

CLOSING: tuple[tuple[Outcome, str, str], ...] = (
    ("approved", rf"(?i:with|there being|as there were|there were|in the absence of|having received) (?i:(?:no|any) (?:other|further|more) (?:nominations?|candidates?|proposals?))\W+(?:and\s+|so\s+)?{_NAME}\s+(?i:(?:(?:was|were|is)\s+)?(?:(?:duly|therefore|unanimously|then)\s+)*(?:re-?)?(?:elected|appointed|declared elected)\b(?:\s+(?:as\s+)?(?:the\s+)?(?:unopposed|(?:vice[- ]?)?chair\w*|(?:vice[- ])?president|secretary|treasurer))?)", "With no other nominations Cllr Roe was duly elected"),
    ("agreed", r"(?i:(?:in favour|for|against|abstentions?|abstained|abstain|ayes?|nays?|noes|opposed|yes)\s*[:=–-]?\s*(?:\d{1,3}|none|nil)\b)", "For: 5"),
    ("approved", rf"(?:(?:it|this|which|and|was|were|the (?:motion|proposal|resolution))\s+)*(?i:prop(?:osed|oser)?|moved|mover)\b\.?\s*[:–—-]?\s*(?:by\b\s*:?\s*)?{_NAME}", "Proposed by Cllr Roe"),
    ("approved", rf"(?:(?:and|was|were)\s+)*(?i:2nd(?:ed)?|seconded|seconder|second|sec['’]?d|sec)\b\.?\s*[:–—-]?\s*(?:by\b\s*:?\s*)?{_NAME}", "2nd DD"),
    ("approved", rf"(?:and\s+)?{_NAME}\s+(?:(?:was|were|has|the)\s+)?(?i:proposed|moved|seconded|seconds|proposer|seconder|proposing|seconding|second)\b(?:\s+(?:this|it|the (?:motion|proposal|resolution)))?", "JR seconded it"),
    ("approved", r"(?i:(?:(?:was|were) )?(?:duly )?(?:re-?)?elected\b(?: unopposed| unanimously)?)", "Elected unopposed"),
    ("rejected", rf"(?i:{_WHOLE}?(?:(?:was|were|is)\s+)?(?:therefore\s+)?(?:lost|defeated|not (?:carried|passed|agreed|approved)|rejected|fell|failed)\b(?:\s+{_HOW})?)", "The motion was lost"),
    ("approved", rf"(?i:{_WHOLE}?(?:(?:was|were|is)\s+)?(?:(?:put to the (?:meeting|vote)|then|also|and|therefore|duly|unanimously)\s+)*(?:carried|carries|passed|passes|approved|adopted|accepted|unanimous(?:ly)?(?:\s+(?:agreed|approved|carried|passed|accepted|adopted|in favour))?)\b(?:\s+{_HOW})?)", "Carried unanimously"),
    ("agreed", rf"(?i:(?:{_WHOLE}|this|that|which|it|these)\s*(?:was|were|is)\s+(?:(?:put to the (?:meeting|vote)|then|also|and|therefore|duly|unanimously)\s+)*(?:agreed|approved|carried|accepted|adopted|passed|unanimous)\b(?:\s+{_HOW})?)", "This was agreed"),
    ("agreed", rf"(?i:(?:all\s+)?(?:in favou?r|opposed|against|abstained|abstaining))\s*[:–-]\s*(?:(?i:none|nil|all|nobody|{_COUNT}(?:\s+(?:ayes?|votes?))?)|{_NAME}(?:(?:,\s*(?:and\s+)?|\s+and\s+){_NAME})*)", "All in favour: Ann Roe, Ben Poe"),
    ("agreed", rf"(?i:(?:and\s+|with\s+)?(?:{_ALL}\s+)+(?:(?:members|councillors|governors|trustees|directors|present|those present|voting|were|was|was in|voted)\s+)*(?:agreed|agree|in favour|in agreement|approved|accepted|voted for|for|against)\b)", "All agreed"),
    ("agreed", rf"(?i:agreed\b(?:\s+{_HOW})?|in favour|{_HOW}|aye|ayes)\b", "Agreed"),
    ("agreed", r"(?i:(?:voting|vote[sd]?|a vote was taken|on a (?:show of hands|vote)|a show of hands)\b\s*[:–-]?)(?:\s*\d{1,3}\s*(?:[-–/]|to|:)\s*\d{1,3}(?:\s*[-–/]\s*\d{1,3})?)?", "Vote: 5–2"),
    ("agreed", rf"(?i:(?:with\s+|and\s+)?{_COUNT}\s*(?:votes?\s+|members?\s+|councillors?\s+)?(?:were\s+|voted\s+)?(?:in favour|for|against|abstentions?|abstained|abstaining|ayes?|nays?|noes|yes|opposed|objections?))\b", "5 for"),
)  # fmt: skip
"""What the fragments of a closing say of the motion, each with an example; a "lost" anywhere prevails."""

_FRAGMENTS = tuple((outcome, re.compile(rf"(?:{pattern})(?!\w)")) for outcome, pattern, _ in CLOSING)
_BETWEEN = re.compile(r"(?:[\s,;.:()\[\]–—!/*-]|(?:and|with|by)\s)+")
_COLUMN = re.compile(r"(?:[A-Z]{2,4}\s*[/,]?\s*){1,4}$")  # owners of the column beside it
_MOVED = re.compile(r"(?!.*\b(?i:second\w*|2nd))(?=.*\b(?i:prop(?:os\w+)?|moved|mover)\b)")
_THEN_TOLD = re.compile(
    r"^(?:[Bb]y )?(?:[Uu]nanimous (?:consent|agreement|vote)|[Nn]o objections?)[,;:]\s+(?:the\s+)?motion (?:carries|carried|passes|passed|was carried)\b"
)  # "Unanimous consent, the motion carries, agenda approved"
_LONGEST = 240  # characters: a longer sentence says more than who moved and how the vote went


def closing(words: str) -> Outcome | None:
    """Return how a motion ended where the words say nothing else, None where they say more or less."""
    if len(words) > _LONGEST or words.rstrip().endswith((":", "?")):
        return None
    if _THEN_TOLD.match(words):
        return "approved"
    found: list[Outcome] = []
    moved_only = True  # a mover alone proposes; a second or a vote makes it more
    at = 0
    while at < len(words):
        if blank := _BETWEEN.match(words, at):
            at = blank.end()
        elif (part := next(((o, m) for o, p in _FRAGMENTS if (m := p.match(words, at))), None)) and part[1].end() > at:
            found.append(part[0])
            moved_only = moved_only and bool(_MOVED.match(part[1][0]))
            at = part[1].end()
        elif found and _COLUMN.match(words, at):
            break
        else:
            return None
    if moved_only:
        return None
    return "rejected" if "rejected" in found else "approved" if "approved" in found else "agreed"


MOTION = re.compile(
    r"^(?:MOTION|Motion|PROPOSAL|Proposal|Proposed [Rr]esolution|Proposed [Mm]otion)(?:\s+[\w./-]{1,10})?\s*(?::|\s[–—-])\s*(?=\S)"
)  # "Motion: that the hall be let."
