"""What people are told to do: verbs in their base form, by which a task is known where no "to" or "will" marks it.

"Jane: contact the school", "Contact the school". A verb that stands as often for a thing ("report", "plan", "update") counts
only with more around it.
"""

from __future__ import annotations

import re

_VERBS = """
accept add address adjust advertise advise agree allocate amend appoint approach arrange ask assess assign attend bring buy
calculate call cancel check chase circulate clarify clear close collect colour come compare complete compile confirm consider
consult contact convene coordinate co-ordinate correct create cut decide deliver design determine develop discuss display
distribute double-check draft draw email e-mail enquire ensure escalate establish explain explore extend feed fill finalise
finalize find finish fix follow forward fund gather generate get give go help hold identify implement improve include inform
inspect install invite invoice issue investigate keep launch liaise link list look maintain make meet mend merge monitor move
negotiate notify obtain organise organize paint pay phone pick ping plan post prepare present press print produce progress
promote provide publicise publish purchase pursue put raise reach read recruit redraft reduce refer register remind remove
repair replace report request research resolve respond revise revisit ring run schedule secure see seek select send set share
show sign sort source speak start submit suggest supply support tackle take talk tell test thank tidy transfer update upload
verify visit work write
"""
VERBS = frozenset(_VERBS.split())
_AS_OFTEN_THINGS = """
address call check cut display draft email e-mail fund help hold invoice issue link list look meet mend move paint phone plan post
present press print progress purchase raise read refer report request research respond ring run schedule share show sign sort
source start submit support test transfer update visit work
"""
_EITHER = frozenset(_AS_OFTEN_THINGS.split())
_AFTER = re.compile(
    r"^(?:the|a|an|this|that|these|those|it|them|him|her|us|all|any|each|up|out|into|back|whether|if|what|how|our|their|your|his|my|[A-Z£$\d].*)$"
)


def is_told(words: str) -> bool:
    """Say whether words begin by telling somebody to do something: "contact the school", "print a poster"."""
    found = re.match(
        r"(?:please\s+|also\s+|then\s+)?(?P<again>[Rr]e-)?(?P<verb>[A-Za-z][a-z-]+)\b\s*(?P<next>\S+)?", words
    )
    if not found or found["verb"].lower() not in VERBS:
        return False
    following = (found["next"] or "").strip(",.;:")
    if found["verb"].lower() in ("look", "report", "plan") and following in ("into", "at", "back", "for"):
        return True
    return bool(found["again"]) or found["verb"].lower() not in _EITHER or bool(_AFTER.match(following))
