"""The labels minutes are built with: those of the header, and those that structure an item.

A label is told by its form (a line of its own, or the start of a line with a colon) and by its words. Each row of a table
gives the name of the label, the pattern of the words before any colon, and one example.
"""

import re

_GROUPS = (
    r"(?:(?:board|meeting|members?|committee|council|parish|town|panel|forum|group|team|working|project|council?lors?|cllrs|governors?|trustees?|directors?|staff|officers?|delegates?|representatives?|executive"
    r"|residents?|guests?|invited|others?|additional|further|external|internal|virtual|remote|online|voting|non|formal|written|in[- ]person|community|core|full|regular)(?:['’]s?)?[ -]?)"
)  # "Board member apologies", "Other attendees", "Non-members attending"

HEADER: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"^(?:{pattern})$", re.IGNORECASE))
    for name, pattern in (
        (
            "next",
            r"(?:confirmation of |date (?:and time )?of )?(?:the )?next meetings?(?:s)?(?: date)?(?: .{0,40})?",
        ),  # "Date of next meeting"
        (
            "date",
            r"(?:meeting )?date(?: and time| & time| ?/ ?time)?(?: of (?:the )?meeting)?|held on|date held",
        ),  # "Date"
        ("time", r"(?:start )?time"),  # "Time"
        ("venue", r"venue|location|place|held at|meeting place"),  # "Venue"
        (
            "chair",
            r"(?:meeting |session )?chair(?:man|person|woman|s)?|(?:meeting )?(?:chaired|led|facilitated|moderated|hosted) by|presiding|in the chair|chair of (?:the )?meeting|facilitator|moderator",
        ),  # "Chair"
        (
            "minutes_by",
            r"minutes|minutes (?:taken |recorded |prepared |written )?by|(?:minute|note)s?[- ]?taker|notes(?: taken)? by|note[- ]?taking|(?:recorded|scribed|minuted) by|scribes?|minutes? secretary|secretary to the meeting",
        ),
        ("title", r"meeting|subject|title"),  # "Meeting"
        ("marking", r"(?:protective )?marking|classification|security classification"),  # "Marking"
        (
            "apologies",
            rf"(?:\d+\.?\s*)?(?:{_GROUPS}{{0,3}}apologies|"
            r"absent with(?:out)? apolog(?:y|ies)|apologies (?:for (?:non[- ])?(?:absence|attendance)|(?:(?:were|have been) )?(?:received|accepted|given|sent|noted)|from)(?-i:[a-z /&]{0,20})"
            r"|apologies (?:and|&|/) (?:absen(?:t|ces?)|regrets)|(?:members |councillors |governors )?absent(?: members| / ?regrets)?|absences?|absentees|regrets(?: from)?|excused"
            r"|unable to attend|not (?:present|attending|in attendance)|(?:the following )?(?:people |members )?sent apologies|(?:members|people|those) (?:who sent|with|sending) apologies|leave of absence)",
        ),  # "Apologies for absence"
        (
            "in attendance",
            r"(?:also |others |officers |staff )?in[- ]attendance(?: (?:was|were|by invitation))?|(?:also |others )(?:present|attending|there)(?: (?:was|were))?|additional attendees"
            r"|(?:invited |other )?(?:observers?|guests?|visitors?|invitees)(?: present| in attendance| attending)?|(?:officers|staff) (?:present|in attendance)|by invitation|non[- ]members(?: present)?"
            r"|members of the public(?: present| in attendance)?|(?:the )?public(?: present)?|others",
        ),  # "Also present"
        (
            "present",
            r"(?:all |the )?(?:those |names of those |people |persons |individuals )?(?:(?:\w+ )?(?:members|councillors|governors|trustees|directors|delegates|representatives|officers|committee|board|panel) )?"
            r"(?:present|attending|attended|participating|in attendance(?= were| was| are)|that attended)(?: members)?(?: (?:at|for) (?:(?:the|this) )?meeting)?(?: (?:were|was|are|is))?(?: \(lines said\))?"
            rf"|{_GROUPS}{{1,3}}(?:present|attending|attendees|participants)"
            r"|(?:those|people|(?:\w+ )?(?:members|councillors|governors|trustees|directors|committee|board)) in attendance"
            r"|(?:meeting )?attendance(?: list| record| register)?|attendees(?:, by .{0,30})?|(?:meeting )?participants?(?: list)?|list of (?:attendees|participants|those present)|roll[- ]?call|on the call|attend|(?:arrived |attended |joining )?late(?: arrivals?)?|who (?:was|were) (?:there|here|present)"
            r"|(?:board|panel|committee|council|forum|group) members(?: attending| present)?|members|present and apologies|(?:attendance|attendees|present|participants) (?:and|&) (?:apologies|absences|regrets)"
            r"|(?:the )?(?:following )?(?:people|persons|members|individuals)?(?: who)? ?(?:attended|were present|came(?: along)?|took part|were in attendance)(?: (?:the|this) meeting)?",
        ),  # "Board members present"
        ("names", r"names?|attendee"),  # "Name"
        (
            "roles",
            r"capacity|roles?|titles?|positions?|organi[sz]ations?|representing|designation|job title",
        ),  # "Capacity"
    )
)

OF_MEETING = frozenset({"date", "time", "venue", "chair", "minutes_by", "marking", "title", "next"})
"""The labels of the header that tell of the meeting itself, and not of the people."""

STRUCTURE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"^(?:{pattern})$", re.IGNORECASE))
    for name, pattern in (
        (
            "arising",
            r"(?:outstanding )?(?:actions?|matters?|items?)(?: points?| items?)? (?:arising|outstanding|brought forward|carried forward)"
            r"(?: from| of| at)(?: the)? .{0,60}\b(?:meetings?|minutes)\b.{0,30}"
            r"|(?:outstanding |open )?(?:actions?|matters?)(?: points?| items?)? (?:from|of|at|set at|agreed at)(?: the| our)? (?:last|previous|earlier|past|prior|preceding)\b.{0,60}"
            r"|(?:follow[- ]?up|progress|feedback) (?:of|on|to) (?:the )?(?:previous |outstanding |earlier |past )?actions?(?: points?)?(?: (?:from|of|at) .{0,60})?"
            r"|(?:outstanding )?(?:actions?|tasks?)(?: points?| items?)? (?:(?:that|which) )?(?:we |they )?(?:have|haven[’']t|were|was|did|didn[’']t|are|set)\b.{0,30}\b(?:last|previous)\b.{0,30}"
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
            r"(?:(?:interim|final|provisional) )?decisions?(?: made| taken)?|resolutions?|resolved|outcomes?|agreed",
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
    r"|AI|AP|AGREED|Agreed|NOTED|Noted)(?P<rest>(?:\s*\([^()\n]{1,30}\)|\s*\(?[A-Z0-9][\w./&, -]{0,40}?\)?(?:\s*\([^()\n]{1,60}\))?)?)\s*(?P<mark>:|\s[–—-]\s|–|—)\s*(?=\S)"
)  # "Action 4/24 (dog bin): ", "ACTION: ", "ACTION JR: ", "AI(jane): ", "Update: "


def begins_task(duty: str) -> re.Pattern[str]:
    """Return an expression for words that begin with who is to do what: "Policy Officer to circulate"; not "Clerk to the Board"."""
    who = r"(?:[A-Z][\w’'./&-]*,?\s+(?:(?:and|&|the|of)\s+)*){1,6}"
    return re.compile(rf"^{who}(?:{duty})\s+(?!the\b|an?\b|our\b)[a-z]+")


def header_label(words: str) -> tuple[str, str] | None:
    """Return the name of a header label and the words after its colon, or None: "Chair: J Roe" → ("chair", "J Roe")."""
    if words.lstrip("*†‡#^§+° ").startswith("="):  # what a mark means
        return None
    head, _, rest = words.partition(":")
    head = re.sub(r"\s*\([^()]{1,20}\)$", "", head.strip(" =*_[]").rstrip("?"))
    for name, pattern in HEADER:
        if pattern.match(head):
            return name, re.sub(r"^[–—-]+\s*(?=\w)", "", rest.strip())  # "Present:- Ann Roe"
    return None


_WORDS_OF_ROLL = frozenset(
    [
        "welcome",
        "introduction",
        "introductions",
        "opening",
        "call",
        "order",
        "roll",
        "to",
        "of",
        "the",
        "and",
        "for",
        "a",
        "an",
        "at",
        "in",
        "with",
        "by",
        "from",
        "receive",
        "note",
        "record",
        "accept",
        "accepting",
        "consider",
        "approve",
        "apologies",
        "apology",
        "absence",
        "absences",
        "attendance",
        "attendees",
        "participants",
        "present",
        "those",
        "members",
        "meeting",
        "quorum",
        "credentials",
        "declarations",
        "interest",
        "interests",
        "housekeeping",
        "remarks",
        "chair",
        "chairs",
        "chairman",
        "s",
        "registration",
        "sign",
        "sign-in",
        "people",
        "reasons",
        "reason",
        "if",
        "any",
    ]
)


def roll_title(title: str) -> str | None:
    """Return "apologies" or "present" where a heading of several subjects takes in one of them: "Welcome and apologies"."""
    words = re.findall(r"[a-z]+(?:-in)?", title.partition(":")[0].lower())
    if not words or len(words) > 14 or not set(words) <= _WORDS_OF_ROLL:
        return None
    if {"attendance", "attendees", "participants", "present", "credentials"} & set(words) or "roll" in words:
        return "present"
    return "apologies" if {"apologies", "apology", "absence", "absences"} & set(words) else None


def structure_label(words: str) -> str | None:
    """Return the name of a structural label that is all a line says, or None: "Actions arising:" → "actions"."""
    bare = words.strip().rstrip(":.").strip()
    if not bare or len(bare) > 100:
        return None
    return next((name for name, pattern in STRUCTURE if pattern.match(bare)), None)


_LONE = re.compile(
    r"^(?:present|attendees|attending|attendance|participants|apologies(?: for absence)?|regrets|in attendance|chairs?|scribes?|absent)\s*:?$",
    re.IGNORECASE,
)  # "Present", what follows on the next line being its value


def is_lone_label(words: str) -> bool:
    """Say whether a line is a label of attendance alone, whose value stands on the lines below."""
    return bool(_LONE.match(words.strip()))


_LATER = re.compile(
    r"\s+(?=(?:Time|Venue|Location|Place|Chair|Date|Clerk|Minutes|Scribe|Facilitator|(?:Note|Minute)[- ]?taker)\s*:\s*\S)"
)  # "… Time: 6pm Venue: Hall"


def label_parts(words: str) -> list[str]:
    """Return a header line parted where further labels stand in it: "Date: 5 May Time: 6pm" gives two."""
    return _LATER.split(words) if header_label(words) else [words]


_DASHED = re.compile(
    r"^(?:Present|Apologies(?: for absence)?|In attendance|Attendees|Also present|Absent|Chair(?:man|person)?)\s*(?:[–—-]|\t|\s{2,})\s*\S",
    re.IGNORECASE,
)  # "Apologies – Ann Roe"


def begins_label(words: str) -> bool:
    """Say whether words begin with a header label and its value: "Apologies: none"."""
    found = header_label(words)
    return bool(found and found[1] and words.index(":") <= 40) or bool(_DASHED.match(words))
