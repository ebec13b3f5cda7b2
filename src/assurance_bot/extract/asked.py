"""Questions that a sentence tells of: "a resident asked whether …", "A query was raised about …", "Request from … to …".

A request that comes to the meeting is a question put to it: somebody from outside asks the body for something. A task that
the meeting gives to one of its own ("the Chair asked the Clerk to write") is none.
"""
# a row of a table of expressions stays on its line

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assurance_bot.extract.voices import OF_ORDER

WH = r"(?:how|whether|if|what|why|when|who|which|where)"
_BODIES = r"(?:the\s+)?(?:(?:parish |town |community )?council|board|panel|committee|group|forum|trust|trustees|governors|councillors|members|meeting|us|we)"
_NAMES = r"(?!(?:It|This|That|These|Those|There|If|When|As|He|She|They|We|Also|Then|Not|No|A|An|The)\b)[A-Z][\w.’'-]*(?:\s+(?:of\s+)?[A-Z][\w.’'()-]*){0,3}"
_SUBJECT = rf"(?:(?:[Aa]n?|[Oo]ne|[Tt]he|[Ss]ome|[Ss]everal|[Tt]wo|[Tt]hree|[Aa]nother|This|\d{{1,2}})\s+(?:[\w’'-]+\s+){{0,3}}?(?!(?:and|or|but|was|were|been|be|is|are|also|then|had|has|have)\b)[\w’'-]+|{_NAMES}|Someone|Somebody|(?:(?:some|several|two|many|local)\s+)?(?:[Rr]esidents|[Pp]arishioners|[Pp]arents|[Nn]eighbours|[Vv]illagers|users|students|customers|[Mm]embers of the public|[Vv]isitors))"
_EVER = r"(?:(?:also|further|then|again|therefore|now|later|both|all|has|have|had|subsequently|additionally)\s+)*"
_ASKED = rf"(?:asked|asks|enquired|enquires|inquired|queried|questioned|wondered|wonders|wanted to know|wants to know|would like to know|(?:wished|wanted|wishes|wants|sought) to (?:know|understand))\s+(?:{WH}|about|after|as to|the (?:reason|cost|status|date|number))\b"

_GERUND = rf"(?:asking\s+(?:to|for|if|about|that|the|us|{WH})|(?:querying|questioning|enquiring|inquiring)\s+(?:the|about|{WH})|requesting\s+\w+|seeking\s+(?:an?\s+)?(?:update|clarification|permission|support|views|information|assurances?|confirmation|help|approval|donations?|funding))\b"

ROWS: tuple[tuple[str, str, str], ...] = (
    ("in answer", r"\b(?:[Ii]n (?:answer|response|reply) to|[Tt]here (?:was|were)|[Ff]ollowing|[Aa]nswering)\s+(?P<asked>(?:(?:a|an|the|another|further|some)\s+)*(?:questions?|quer(?:y|ies)|enquir(?:y|ies))\s+(?:raised\s+|put\s+|asked\s+)?(?:from|by)\s+(?P<who>[^,.;]{2,60}?)(?:\s+(?:about|on|regarding|concerning|as to|whether|of)\b[^,;]*|(?=,)))", "In answer to a question from the Board about the terms, Ann Roe explained …"),
    ("in answer to nobody", r"\b(?:[Ii]n (?:answer|response|reply) to|[Tt]here (?:was|were)|[Ff]ollowing|[Aa]nswering)\s+(?P<asked>(?:an?|the|another|one)\s+(?:\w+\s+)?(?:question|query|enquiry)\s+(?:about|on|regarding|concerning|as to|whether)\b[^,;]*)", "There was a query about the fence"),
    ("somebody's query", r"\b(?:[Rr]esponding|[Ii]n (?:answer|response|reply)) to (?P<asked>(?P<who>[A-Z][^,.;]{1,40}?)[’']s?\s+(?:\w+\s+)?(?:question|query|enquiry)\s+(?:about|on|regarding|concerning|as to|whether)\b[^,;]*)", "Responding to Ms Roe's query on beds, Mr Poe said …"),
    ("asks", r"^(?P<asked>(?P<who>[a-z][\w-]{1,15})\s+asks\s+(?:if|whether|why|what|how|when|who|where|about|for)\b.+)$", "jane asks whether to go on"),
    ("and asked for", r",?\s+(?:and|then|but)\s+(?:also\s+|then\s+)?(?P<asked>(?:asked\s+for\s+(?:an?|the|some|details?|further)\b(?![\w ]{0,12}\b(?:time|months?|weeks?|days?)\b)|requested\s+that\b).+)$", "Ann Roe spoke of the road and asked for a survey"),
    ("when asked", rf"^(?P<asked>(?:When |On being |Being )?[Aa]sked\s+(?:by\s+(?P<who>[^,]{{2,40}}?)(?:\s+|(?=,)))?(?:(?:{WH}|about)\b[^,]{{5,}}|(?=,)))", "When asked whether the hall was dry, JR said …"),
    ("and asked", rf",?\s+(?:and|then|but)\s+(?:also\s+|then\s+)?(?P<asked>(?:asked|questioned|queried|enquired|wondered)\s+{WH}\b.+)$", "Ann Roe had prepared a list and asked how it could be considered"),
    ("was asked", rf"(?P<asked>\b(?!(?:Councillors|Members|Governors|Trustees|All)\s+were\s+asked\s+to\b)(?:[Tt]he\s+)?(?:[A-Z][\w’'.-]*\s+){{0,3}}?[\w’'-]+\s+(?:was|were)\s+asked\s+(?:{WH}\b|to\s+consider\b).+)$", "the council was asked to consider whether it could help"),
    ("it was asked", rf"(?P<asked>\b[Ii]t (?:was|has been|had been)\s+{_EVER}(?:requested|asked|queried|questioned|enquired)\b(?!\s+of\b).+)$", "It was requested that each be priced"),
    ("a query was raised", r"(?<![Nn]o )(?<![Aa]ny )(?P<asked>\b(?:[Aa]n?\s+|[Tt]he\s+|[Ff]urther\s+|[Ss]everal\s+|[Ss]ome\s+|[Oo]ne\s+|[Tt]wo\s+|[Aa]nother\s+)?(?:\w+\s+)?(?:[Qq]uestions?|[Qq]uer(?:y|ies)|[Ee]nquir(?:y|ies))\s+(?:(?:was|were|(?:had|has|have) been)\s+)(?:also\s+|then\s+)?(?:raised|asked|put|posed|received|made|tabled)\b.*)$", "A query was raised as to where the path is"),
    ("clarification was sought", r"^(?P<asked>(?:(?:[Ff]urther|[Mm]ore|[Aa]n|[Ss]ome|[Aa]dditional)\s+)?(?:[Cc]larification|[Ii]nformation|(?:[Rr]e)?[Aa]ssurances?|[Dd]etails?|[Cc]onfirmation|[Ee]xplanation|[Uu]pdate|[Aa]dvice)\s+(?:(?:was|were|(?:has|had|have)\s+been)\s+)(?:also\s+|then\s+)?(?:sought|requested|asked\s+for)\b(?!\s+(?:from|by)\b).+)$", "Clarification was sought on the cost"),
    ("a question arose", r"(?P<asked>\b(?:[Tt]he|[Aa])\s+question\s+(?:arose|arises|remained|remains|of whether|is whether|was whether)\b.+)$", "The question arose whether the hall was let"),
    ("raised a question", r"(?P<asked>\b(?:raised|raises|had|has|have|put|posed)\s+(?:an?|the|another|further|some|several)\s+(?:\w+\s+)?(?:questions?|quer(?:y|ies)|enquir(?:y|ies)|issue of whether)\b.+)$", "TP had a question about the lease"),
    ("query on", r"^(?P<asked>(?:[Ff]urther\s+)?(?:[Qq]uer(?:y|ies)|[Qq]uestions?|[Ee]nquir(?:y|ies))\s+(?:on|about|regarding|re|as to|from|over|raised|whether|if|concerning|received)\b.+)$", "Query on the fence"),
    ("request", r"(?P<asked>(?:^|(?<=[–—:-]\s)|(?<=\b[Rr]eceived\s))(?:(?:[Aa]n?|[Aa]nother|[Ff]urther|[Oo]ne|[Tt]wo)\s+)?(?:(?!no\b)[\w’'-]+\s+){0,2}?[Rr]equests?\s+(?:(?:has|have|had|was|were|been|also)\s+)*(?:received\s+|submitted\s+|made\s+(?!to\b))?(?:from|by|for|to|that)\b.+)$", "Request from a resident to hold a fair on the green"),
    ("a letter with a request", r"(?P<asked>^.{3,80}\b(?:with|including|containing|making|made|had|has|have received|is) (?:a|an|another) (?:\w+ )?request (?:for|to|that|from)\b.+)$", "The school has made a request for funds"),
    ("the body has been asked", rf"(?P<asked>(?:^|(?<=\s))(?i:{_BODIES})\s+(?:has|have|had)\s+(?:also\s+)?been\s+(?:also\s+)?(?:asked|requested|approached|invited)\s+(?:to|for|if|whether|by|about)\b(?!\s+(?:note|receive)\b).+)$", "The Council has been asked to mend it"),
    ("asked the body", rf"^(?P<asked>(?P<who>{_SUBJECT}|[Hh]e|[Ss]he|[Tt]hey)\s+{_EVER}(?:asked|asks|requested|requests|invited|invites)\s+(?:that\s+|for\s+)?(?i:{_BODIES})\s+(?:[\w’'-]+\s+){{0,4}}?(?:to|for|if|whether|about|would|could)\b.+)$", "The letter also asked Councillors to help"),
    ("asked for or that", rf"(?:^|,\s+)(?P<asked>(?P<who>{_SUBJECT}|[Hh]e|[Ss]he|[Tt]hey)\s+{_EVER}(?:asked|requested|asks|requests)\s+(?:for\s+(?!(?:more\s+|some\s+)?time\b|more than\b|leave\b|{OF_ORDER}|[\w ]{{0,12}}\b(?:months|weeks|days)\b)(?:[\w’'-]+)|that)\b.+)$", "Jane asked for the figures to be shown"),
    ("asked to be let", rf"(?:^|(?<=\s))(?P<asked>(?P<who>{_SUBJECT}|[Hh]e|[Ss]he|[Tt]hey)\s+{_EVER}(?:asked|requested|sought)\s+to\s+(?:attend|be (?:kept|informed|given|allowed|told|updated|excused)|have|hold|use|see|join|speak|address|hire|rent|purchase|buy|install|erect|place|put)\b.+)$", "The Clerk had requested to attend two courses"),
    ("would find it useful to know", rf"(?P<asked>(?:^|(?<=that\s)|(?<=,\s))(?P<who>{_SUBJECT}|[Ww]e)\s+(?:would (?:also )?(?:like|find it (?:very )?(?:useful|helpful|interesting))|would be (?:useful|helpful|keen|interested|interesting|grateful)|(?:was|were) (?:keen|interested|curious))\s+to\s+(?:know|understand|hear|learn|see|find out)\s+(?:{WH}|about|more|the)\b.+)$", "The Council would find it useful to understand what the panel looks for"),
    ("requested", rf"^(?P<asked>(?P<who>{_SUBJECT})\s+{_EVER}(?:(?:requested|requests)\s+(?:an?|the|permission|some|more|further)|(?:sought|seeks)\s+(?:an?\s+|some\s+)?(?:update|clarification|permission|confirmation|(?:re)?assurances?|clarity|views|support))\b.+)$", "The school requested permission to park there"),
    ("somebody asked", rf"(?:^|(?<=\s))(?P<asked>(?P<who>{_SUBJECT})(?:\s*\([^()]{{1,40}}\))?\s+{_EVER}{_ASKED}.+)$", "After the talk a parishioner asked about the clock"),
    ("raised whether", rf"(?:^|(?<=\s))(?P<asked>(?:(?P<who>{_SUBJECT})\s+)?{_EVER}(?:raised|brought up)\s+(?:whether|if|the (?:issue|matter|question|point) (?:of|as to) (?:whether|who|how|why|what))\b.+)$", "Ann raised the issue of whether it was safe"),
    ("I wonder", rf"(?P<asked>\b(?:[Ii]|we)(?:['’](?:m|d|re)|\s+(?:am|was|would))?\s+(?:just\s+)?(?:wonder(?:ed|ing)?|curious|like to (?:ask|know)|want(?:ed)? to (?:ask|know))\s+(?:{WH}|about)\b.*|\b[Mm]y\s+(?:\w+\s+)?question\s+(?:is|was|would be)\b.+)$", "I wonder if that is needed"),
    ("labelled", r"^(?P<asked>(?:Question|Query|Q)\s*(?:\d{1,2}\s*)?(?:\(?(?:from\s+|by\s+)?(?P<who>[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3})\)?)?\s*[:–—-]\s+\S.+)$", "Question JR: the cost of the fence"),
    ("would it be possible", r"(?P<asked>\b(?:would it be possible (?:for|to)|(?:please could|could you please|can you please|could (?:the )?(?:council|board|committee|parish council) please)\b).+)$", "would it be possible for it to be cut"),
    ("inverted", r"^(?:\d{1,2}[).]\s*)?(?P<asked>(?:[Dd]o|[Dd]oes|[Dd]id|[Cc]an|[Cc]ould|[Aa]re|[Ii]s|[Ww]ill|[Ss]hould)\s+(?:we|they|you|it|there|this|these|anyone|anybody)\b[^,]+|(?:[Ww]ho|[Ww]hat|[Hh]ow|[Ww]hy|[Ww]here)\s+(?:much |many |often |long )?(?:would|should|do|does|did|will|can|could)\s+[^,]+)$", "Do we need to tell the school"),
    ("being", r"\b(?:being|is|was|were)\s*[:,“\"‘'-]?\s*(?P<asked>(?:[Dd]o|[Dd]oes|[Dd]id|[Cc]an|[Cc]ould|[Ss]hould)\s+(?:we|they|you)\b[^,;]+)", "The first being do we need a plan"),
    ("asking", rf"^(?!.{{0,160}}\b(?:writ(?:e|ing)|(?:to|should|would|will|agreed to) (?:contact|email|send|ask|write|speak)|will be|would be|to be|(?:Clerk|Chair|Chairman|Secretary|[Ww]e) (?:has |have |had )?(?:written|wrote|emailed|contacted|sent)|by|worth|without|before|after) (?:\S+ ){{0,20}}?(?:ask|quer|question|enquir|request|seek)ing\b)(?:(?:\S+\s+){{13,60}}?)?(?P<asked>(?:(?P<who>{_NAMES})\s+(?=\w+ing\b))?(?:\S+\s+){{0,12}}?{_GERUND}.*)$", "The school asking for the use of the field"),
)  # fmt: skip
"""Each row: a name, an expression, an example. `asked` are the words of the question, `who` those that name the asker."""

_TOLD_OF = tuple((name, re.compile(pattern)) for name, pattern, _ in ROWS)
_MAY = re.compile(
    r"\b(?:[Aa]sk(?:s|ed|ing)?|[Qq]uer(?:y|ies|ied|ying)|[Qq]uestion(?:s|ed|ing)?|[Ee]nquir\w+|[Ii]nquir\w+|[Rr]equest(?:s|ed|ing)?|wonder(?:s|ed|ing)?|sought|seeks|seeking|to know|approached|invited|curious|useful|helpful|keen|grateful|interest(?:ed|ing)|raised|brought up|possible|please|(?:being|is|was|were)\W{0,3}(?:[Dd]o|[Dd]oes|[Dd]id|[Cc]an|[Cc]ould|[Ss]hould))\b|^\W*(?:\d{1,2}[).]\s*)?(?:[Dd]o|[Dd]oes|[Dd]id|[Cc]an|[Cc]ould|[Aa]re|[Ii]s|[Ww]ill|[Ss]hould|[Ww]ho|[Ww]hat|[Hh]ow|[Ww]hy|[Ww]here|Q)\b"
)  # a sentence without such a word tells of no question
_NEVER = re.compile(
    r"\brequests?\b.*\b(?:was|were) (?:rejected|refused)\b|\b(?:was|were) (?:asking|enquiring|inquiring) about\b|\bthanks\b.*\b(?:passed|given|sent|recorded|conveyed)\b|^(?:No|There (?:were|was|are) no|Any)\s+(?:\w+\s+){0,2}(?:questions?|requests?|quer(?:y|ies))\b|\bat the request of\b|\b(?:freedom of information|FOI) requests?\b",
    re.IGNORECASE,
)  # "There were no questions."
_BREAK = re.compile(
    r"(?<=[.!;…])\s+|(?:(?<=\w)\s+[–—-]\s+|(?<=\w):\s+)(?=(?:[Cc]an|[Cc]ould|[Ww]ho|[Ww]hat|[Hh]ow|[Ww]hen|[Ww]here|[Ww]hy|[Ww]hich|[Ww]ill|[Ww]ould|[Ss]hould|[Dd]o|[Dd]oes|[Ii]s|[Aa]re|[Hh]as|[Hh]ave)\s+\w+\s)|(?:^|(?<=\s))<[^<>\s]{1,30}>\s+"
)  # "we have it. do we need it?", "<jane> do we …"
FORMULA = re.compile(
    r"^\W*(?:(?:are there|is there|were there)\s+)?any(?:\s+(?:other|further|more|final|one|questions?|objections?|volunteers?|nominations?|comments?|apologies|declarations?|corrections|amendments|business|aob|or))+(?:\s+(?:or|for|to|on|about|from|of|the|this|that|minutes|role|position|chair|treasurer|secretary|post|matters|interests?|arising|agenda|last|meeting|raise|discuss|\w+))?\W*\?\W*$"
    r"|^\W*(?:all in favour|all those in favour|agreed|ok(?:ay)?|right|yes|no|so|seconded|nominations?(?: for [\w ]{1,40})?)\W*\?\W*$"
    r"|^\W*(?:who(?:['’]s| is| would like to| wants to) (?:here|present|on the (?:call|phone)|nominate|stand(?: for)?|second)\b.{0,40})\?\W*$",
    re.IGNORECASE,
)  # "Any other business?"
NICK = re.compile(r"^(?:<\W?[\w.-]{1,30}>|[a-z][\w.-]{0,20}:)\s+(?=\S)")  # "<jane> ", "jane: ", in the log of a chat
BOT = re.compile(
    r"^\W*(?:<?\w{1,20}>?:?\s+)?(?:zakim|rrsagent|trackbot|meetbot|zodbot|ghurlbot|#\w+)\b[,: ]", re.IGNORECASE
)  # "zakim, who is on the phone?": a command to what keeps the log


_OUTWARD = re.compile(
    rf"^(?:[Tt]he\s+)?(?:Clerk|Chair(?:man|woman|person)?|Secretary|Treasurer)\b|^(?i:{_BODIES})$"
)  # who asks on the body's behalf, when no question is put to it
_BODY_ANSWERS = re.compile(
    rf"(?:,|;|\band\b|\bwhich\b)\s+(?:(?:was|were)\s+(?:\w+ly\s+)?(?:agreed|approved|granted|refused|declined)\b|(?:this|it)\s+was\s+(?:agreed|approved|granted|refused)\b|(?i:{_BODIES})\s+(?:\w+ly\s+)?(?:agreed|approved|granted|refused|declined|accepted)\b)"
)  # "The Clerk requested that the date be moved, the Council agreed": the body is asked, though by its own officer
_OWN = frozenset(
    {"asked for or that", "requested", "asking"}
)  # what the body or its officers ask of others is no question
_ANSWERED = frozenset({"in answer", "when asked"})  # the sentence goes on to the answer
_OF_TELLER = frozenset({"and asked", "and asked for", "raised a question", "raised whether", "I wonder"})


@dataclass(frozen=True, slots=True)
class Told:
    """A question told of: its place in the sentence, the words that name the asker, whether else its speaker asks, and whether the
    same sentence answers.
    """

    start: int
    end: int
    who: str | None
    of_speaker: bool
    answered: bool = False


@lru_cache(maxsize=4096)
def told_of(words: str) -> Told | None:
    """Return the question that a sentence tells of, None where it tells of none."""
    if not _MAY.search(words) or _NEVER.search(words):
        return None
    for name, pattern in _TOLD_OF:
        found = pattern.search(words)
        if found and not (name in _OWN and _OUTWARD.search(found["who"] or "") and not _BODY_ANSWERS.search(words)):
            return Told(
                found.start("asked"),
                found.end("asked"),
                found.groupdict().get("who"),
                name in _OF_TELLER,
                name in _ANSWERED,
            )
    return None


def literal(words: str) -> list[tuple[int, int]]:
    """Return the places of questions put in their own words, three words or more, no formulas and no commands."""
    found: list[tuple[int, int]] = []
    start = 0
    for mark in re.finditer(r"\?+!?[\"'”’]*(?=\s|$)", words):
        breaks = [m.end() for m in _BREAK.finditer(words, start, mark.start())]
        begun = next((b for b in reversed(breaks) if _long(words[b : mark.end()])), start)
        asked = words[begun : mark.end()]
        if _long(asked) and not is_formula(asked):
            found.append((begun, mark.end()))
        start = mark.end()
        while start < len(words) and words[start].isspace():
            start += 1
    return found


def is_formula(words: str) -> bool:
    """Say whether a question is one that any meeting asks, or a command: "Any other business?", "zakim, who is here?"."""
    return bool(FORMULA.match(words) or BOT.match(words))


def _long(words: str) -> bool:
    return len(re.findall(r"[A-Za-z][\w’'-]*", words)) >= 3
