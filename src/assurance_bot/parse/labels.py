"""The labels minutes are built with: those of the header, and those that structure an item.

A label is told by its form (a line of its own, or the start of a line with a colon) and by its words. Each row of a table
gives the name of the label, the pattern of the words before any colon, and one example.
"""

import re

HEADER: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"^(?:{pattern})$", re.IGNORECASE))
    for name, pattern in (
        (
            "next",
            r"(?:confirmation of |date (?:and time )?of )?(?:the )?next meetings?(?:s)?(?: date)?(?: .{0,40})?",
        ),  # "Date of next meeting"
        ("date", r"(?:meeting )?date(?: and time| & time| ?/ ?time)?(?: of (?:the )?meeting)?|held on"),  # "Date"
        ("time", r"(?:start )?time"),  # "Time"
        ("venue", r"venue|location|place|held at|meeting place"),  # "Venue"
        ("chair", r"chair(?:man|person|woman)?|chaired by|presiding|in the chair|chair of meeting"),  # "Chair"
        (
            "minutes_by",
            r"minutes|minutes (?:taken )?by|minute[- ]?taker|notes(?: taken)? by|note[- ]?taker|recorded by|secretary to the meeting",
        ),
        ("title", r"meeting|subject|title"),  # "Meeting"
        ("marking", r"(?:protective )?marking|classification|security classification"),  # "Marking"
        (
            "apologies",
            r"(?:\d+\.?\s*)?(?:apologies|absent with apologies|apologies (?:for absence|received|from).{0,20}|absent|absentees|regrets|unable to attend)",
        ),
        (
            "in attendance",
            r"(?:also |others )?in[- ]attendance|also present|additional attendees|observers?|guests?|officers (?:present|in attendance)"
            r"|members of the public(?: present| in attendance)?|(?:the )?public(?: present)?|visitors?",
        ),
        (
            "present",
            r"(?:those |members |councillors |governors |panel members |board members )?(?:present|attending|attended)|attendance(?: list)?|attendees"
            r"|(?:board|panel|committee|council|forum|group) members(?: attending| present)?|members|present and apologies"
            r"|(?:the )?(?:following )?(?:people|persons|members|individuals)?(?: who)? ?(?:attended|were present|came(?: along)?|took part|were in attendance)(?: (?:the|this) meeting)?",
        ),
        ("names", r"names?|attendee"),  # "Name"
        (
            "roles",
            r"capacity|roles?|titles?|positions?|organi[sz]ations?|representing|designation|job title",
        ),  # "Capacity"
    )
)

STRUCTURE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"^(?:{pattern})$", re.IGNORECASE))
    for name, pattern in (
        (
            "arising",
            r"(?:outstanding )?(?:actions?|matters?|items?)(?: points?| items?)? (?:arising|outstanding|brought forward|carried forward)"
            r"(?: from| of| at)(?: the)? .{0,60}\b(?:meetings?|minutes)\b.{0,30}"
            r"|(?:outstanding |open )?(?:actions?|matters?)(?: points?| items?)? (?:from|of|at|set at|agreed at)(?: the| our)? (?:last|previous|earlier|past|prior|preceding)\b.{0,60}"
            r"|(?:follow[- ]?up|progress|feedback) (?:of|on|to) (?:the )?(?:previous |outstanding |earlier |past )?actions?(?: points?)?(?: (?:from|of|at) .{0,60})?"
            r"|(?:previous|outstanding|earlier|past|prior) (?:actions?|action points|action items)"
            r"|(?:matters?|items?|business) (?:arising|outstanding|brought forward|carried forward)|(?:actions?|action points?) (?:outstanding|brought forward|carried forward)"
            r"|(?:review|updates?) (?:of|on) (?:the )?(?:previous |outstanding |earlier )?actions?(?: points?| log)?(?: (?:from|of) .{0,60})?",
        ),  # "Action arising from the November 2018 meeting"
        (
            "actions",
            r"(?:new |agreed |summary of )?actions?(?: points?| items?| log| list| required| summary)?(?: arising| agreed)?(?: from (?:this|the) meeting)?",
        ),
        ("update", r"updates?|progress(?: update)?|action taken|latest position|position"),  # "Update"
        ("findings", r"findings?"),  # "Findings"
        (
            "decisions",
            r"decisions?(?: made| taken)?|resolutions?|resolved|recommendations?|outcomes?|agreed",
        ),  # "Decision"
        (
            "summary",
            r"summary(?: of (?:outcomes|decisions|actions|discussion|the meeting))?|key points",
        ),  # "Summary of outcomes"
        ("response", r"(?:force )?(?:response|reply|answer)s?"),  # "Response"
        ("questions", r"(?:written )?questions?(?: (?:from|put|to|for) .{0,40})?"),  # "Written questions"
        ("discussion", r"discussion|notes?|background|context|report"),  # "Discussion"
    )
)

RUN_IN = re.compile(
    r"^(?P<label>ACTIONS?|Actions?|Update|UPDATE|Decision|DECISION|Resolved|RESOLVED|Response|RESPONSE|Answers?|ANSWERS?|Reply|REPLY|Findings?|Action [Pp]oints?"
    r"|AI|AP|AGREED|Agreed|NOTED|Noted)(?P<rest>(?:\s*\([^()\n]{1,30}\)|\s*\(?[A-Z0-9][\w./&, -]{0,40}?\)?)?)\s*(?P<mark>:|\s[–—-]\s|–|—)\s*(?=\S)"
)  # "ACTION: ", "ACTION JR: ", "AI(jane): ", "Update: "


def header_label(words: str) -> tuple[str, str] | None:
    """Return the name of a header label and the words after its colon, or None: "Chair: J Roe" → ("chair", "J Roe")."""
    head, _, rest = words.partition(":")
    for name, pattern in HEADER:
        if pattern.match(head.strip()):
            return name, rest.strip()
    return None


def structure_label(words: str) -> str | None:
    """Return the name of a structural label that is all a line says, or None: "Actions arising:" → "actions"."""
    bare = words.strip().rstrip(":.").strip()
    if not bare or len(bare) > 100:
        return None
    return next((name for name, pattern in STRUCTURE if pattern.match(bare)), None)


_LATER = re.compile(
    r"\s+(?=(?:Time|Venue|Location|Place|Chair|Date|Clerk|Minutes)\s*:\s*\S)"
)  # "… Time: 6pm Venue: Hall"


def label_parts(words: str) -> list[str]:
    """Return a header line parted where further labels stand in it: "Date: 5 May Time: 6pm" gives two."""
    return _LATER.split(words) if header_label(words) else [words]


def begins_label(words: str) -> bool:
    """Say whether words begin with a header label and its value: "Apologies: none"."""
    found = header_label(words)
    return bool(found and found[1]) and words.index(":") <= 40
