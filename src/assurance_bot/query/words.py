"""The words of the grammar: what asks for a kind of record or a status, and what only holds a question together.

The first kind or status of a table that is found is meant. `HELD` stands for an office or a person already read.
"""
# ruff: noqa: E501  # a row of a table of expressions stays on its line

from __future__ import annotations

import re

from assurance_bot.query.shapes import Subject, Wanted

GAP, HELD = "\x1f", "\x1e"
"""What stands in place of each character that was understood: anything, and whom the question names."""


def word_set(words: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(words.split())


_BY = rf"(?:by |from )?(?:the )?{HELD}+"

SUBJECTS: tuple[tuple[Subject, str], ...] = (
    # "what does the new CC inherit?"
    ("handover", r"inherit(?:s|ed|ing|ance)?|hand(?:s|ed|ing)?[- ]?over list|take[sn]? over from"),
    # "open actions", "what does the CC owe"; but what "action was taken" is something said
    (
        "actions",
        r"actions?(?: points?| items?)?(?: (?:logs?|lists?|trackers?|register))?(?: (?:set|given|agreed|assigned|(?:that )?(?:came|come|arose|arising)(?: out)?))?"
        r"(?! (?:\w+ )?(?:been |being |be )?taken)|tasks?|jobs(?! losses)"
        r"|things(?=[^?!.;]{0,40}n['’]?t (?:yet )?(?:been )?(?:done|finish|complet|clos|deliver))"
        rf"|(?<=what )must(?= (?:the )?{HELD})"
        rf"|to-?dos?|owe[sd]?|owing|(?<={HELD} )still (?:got|ha(?:s|ve|d)|needs?|meant|supposed|due)? ?to(?: do)?",
    ),
    # "commit to", "promised", "what will the CC do", "what did the CC agree to"
    (
        "commitments",
        r"commit(?:s|ted|ments?|ting)?(?: to)?|promis(?:e[sd]?|ing)|pledge[sd]?|vow(?:s|ed)?"
        r"|sign(?:s|ed)? up (?:to|for)|(?:give[sn]?|gave) (?:his|her|their|its) word|guarantee[sd]?|undert(?:ake[sn]?|ook|akings?)"
        r"|(?:say|says|said|saying) (?:he|she|they|it)(?:['’](?:d|ll)| would| will)(?: personally)?(?: do)?|going to do"
        r"|(?:did|has|have) (?:the )?(?:force|any(?:body|one)|some(?:body|one)|they|we|he|she) (?:ever )?agreed? to"
        r"|(?<=who )(?:agreed|offered|volunteered) to"
        rf"|agree to do|will (?:the )?(?={HELD}+ do\b)"
        rf"|(?:(?<={HELD} )|(?<={HELD} ever ))(?:agree[ds]? to|(?:offer|volunteer)(?:ed|s)? to(?: (?:do|help))?)"
        rf"|(?<={HELD} )(?:got|meant|supposed) to(?: do)?",
    ),
    ("assurances", r"(?:re)?assur(?:e[sd]?|ances?|ing)"),  # "what assurance"
    # "challenged", "concerns raised", "where did they push back"
    (
        "challenges",
        r"challeng(?:e[sd]?|ing)|criticis(?:e[sd]?|ms?)|concerns? (?:was |were )?(?:raised|expressed)"
        r"|(?:express(?:ed)?|voiced?|ha[sd]|have) (?:\w+ )?concerns?"
        r"|(?:was|were|is|are|been) (?:\w+ )?concerned(?= (?:about|on|by|over|at|that)\b|\W*\Z)"
        rf"|(?<={HELD} )(?:(?:was|is|were|been|get|got) )?(?:\w+ly )?(?:worr(?:y|ies|ied)|concerned|anxious|unhappy|dissatisfied|cross|critical of|critici[sz]ed)"
        rf"|(?<={HELD} )complain(?:s|ed)?|(?:was|were|is|are) the (?={HELD}+ (?:worried|anxious|unhappy|dissatisfied)\b)"
        r"|push(?:es|ed|ing)? back(?= (?:on|in|against|at|about)\b|\W*\Z)"
        rf"|concerns? (?:did |has |have )?{_BY} (?:raised?|express(?:ed)?)",
    ),
    ("questions", r"questions?|qs|q ?(?:&|and) ?as?|ask(?:s|ed|ing)?|quer(?:y|ies|ied)"),  # "what did the PCC ask"
    # "what was decided"
    ("decisions", r"decisions?|decid(?:e[sd]?|ing)|agree[ds]?|resolv(?:e[sd]?|ing)|resolutions?|approv(?:e[sd]?|als?)"),
    # "how many officers"
    (
        "figures",
        r"how many|how much|how long(?= (?:does|do|did|has|have|had|will|would|is|are|was|were)\b)"
        r"|(?<=what )(?:did|does|will|would)(?= (?:\S+ ){1,6}cost)"
        r"|what (?:number|percentage|proportion)(?: of)?|figures?|statistics|numbers? (?:of|for|on)"
        r"|(?:rates?|percentages?|totals?|averages?|size|level) (?:of|for|in)|(?<=\w )(?:rate|ratio|stats|numbers|performance)(?=\W*\Z| *[\x1e\x1f])",
    ),
    # "what did the CC report", "progress on vetting", "what action was taken"
    (
        "said",
        r"sa(?:y|id|ys)|told|tells?(?! (?:me|us)\b)|mention(?:s|ed)?|reported|explain(?:s|ed)?|talk(?:s|ed)?(?= about)"
        rf"|(?<={HELD} )(?:reports?|comments?|updates?|responses?)|respon(?:ds?|ded|ding)|repl(?:y|ies|ied)"
        r"|discuss(?:es|ed|ions?)?|actions?(?= (?:\w+ )?(?:been |being |be )?taken)|taken"
        r"|(?:the )?(?:latest|updates?|progress|news|status|position|views?|details?|information)"
        r"(?= (?:on|about|of|with|regarding|concerning|against|has|have|is|was|did)\b)",
    ),
)
STATUSES: tuple[tuple[Wanted, str], ...] = (
    # "actions that are late"; but "the late shift"
    (
        "overdue",
        r"overdue|past due|behind(?: (?:on|with))?(?= (?:their|his|her|its) (?:actions?|tasks?|jobs)\b)|(?:past|beyond|over|missed) (?:their|its|the|his|her)? ?(?:due dates?|deadlines?)|behind schedule|running late|late(?= (?:actions?|tasks?|ones?)\b|\W*$)"
        r"|(?<=are )late|(?<=is )late",
    ),
    # "actions reported", "reported actions"; but "reported crime"
    (
        "reported",
        rf"(?<=actions )(?:(?:that|which) )?(?:(?:are|were|was|have been) )?reported(?: on)?"
        rf"(?= (?:about|by|for|set|on|of|owed)\b| *[{GAP}{HELD}]|\W*$)"
        r"|reported(?: on)?(?= (?:actions?|tasks?|ones?)\b)|^\W*reported(?: on)?(?= (?:about|by|for)\b|\W*$)",
    ),
    # "open", "not yet done"; but "an open day"
    (
        "open",
        r"open(?! (?:standards?|sources?|data|spaces?|documents?|court|days?|evenings?|market|doors?|air|letters?|forum)\b)"
        r"|outstanding|(?:still )?not (?:yet )?(?:been )?(?:done|closed|completed?|finished)|unfinished|still to do"
        r"|(?:has|have|did|is|are|was|were)n['’]?t (?:yet )?(?:been )?(?:done|do|closed?|completed?|finish(?:ed)?|delivered)"
        r"|(?:live|current|pending|active|unresolved|incomplete|ongoing)(?= (?:\w+ )?(?:actions?|tasks?|jobs)\b)|in progress|unanswered",
    ),
    (
        "closed",
        r"closed|completed?|finish(?:ed)?(?=\W*\Z| *[\x1e\x1f]| (?:in|by|at|on|since|actions?|tasks?|ones?)\b)|discharged|signed off|ticked off|(?<!was )(?<!been )(?<!being )done",
    ),  # not "what was done"
    (
        "due",
        r"(?:not (?:yet )?)?due(?: soon| yet)?(?! (?:to|diligence|process|course|regard)\b)|coming up",
    ),  # not "due to"
    ("all", r"all"),
)
_ANY_STATUS = "|".join(pattern for name, pattern in STATUSES if name != "all")
_DELIVERED = r"(?:delivered|received|provided|produced|submitted|implemented|sent|published|circulated)"

TOPIC_MARK = re.compile(
    r"\b(?:about|regarding|concerning|on|re|relating to|in relation to|to do with)\b", re.IGNORECASE
)
"""After these comes what a question is about, as in "what was said about late payments"."""

STANDS = re.compile(rf"(?:is|are|be|been|still|remains?)\s+(?:still )?(?P<status>{_ANY_STATUS})\W*$", re.IGNORECASE)
"""A status at the end of the question: "which actions on vetting are still open?"."""

WHETHER = re.compile(
    r"\s*(?:is|are|was|were|has|have|had|did|when (?:is|are|was|were|will)|who (?:is|has)\b.*\bwhen (?:is|are|was)|how (?:many (?:days|weeks|months)|long|late|far))\b(?! (?:there|any|some|every|no)\w*)"
    rf"(?:(?!\b(?:any|some|every)(?:thing|one|body)?\b).)*(?<!\w)(?P<status>{_ANY_STATUS}|done|been {_DELIVERED})(?!\w)",
    re.IGNORECASE,
)
"""It is asked how something stands, whatever it be: "is the recovery plan done?", "when was it due?"."""

SUMMARISE = re.compile(
    r"\s*(?:(?:please|pls|can you|could you|would you|will you|just|and)\b[\s,]*)*"
    r"(?:summari[sz]e|sum up|recap|(?:(?:give|show|get|write) (?:me |us )?)?(?:(?:an?|the) )?(?:(?:short|brief|quick) )?"
    r"(?:summary|overview|digest|gist|recap) (?:of|on|for))(?: (?:for )?(?:me|us))?(?!\w)",
    re.IGNORECASE,
)
"""A summary is asked for: "summarise the commitments on vetting". What is quoted is no summary, and the answer says so."""

FRAME = word_set(
    "a about above an and any anybody anyone anything are around as at be been being but by can concerning could currently "
    "did do does doing done ever every everybody everything find for from gave get give given had happen happened happening "
    "has have he her hers him his how i if in into is it its just know latest list made make many me mean means meeting "
    "meetings minutes much need new now of on or our over please put raise raised raises raising re regarding responsible s "
    "she should show so some somebody something still tell that the their them then there these they this those to up "
    "got hows whos whens wheres theres thats isnt wasnt arent didnt doesnt hasnt havent think thinks thing things "
    "actually exactly reason reasons really already quickly remind hi hello hey thanks thank cheers folks please pls kindly "
    "us was we were what whats when where whether which who whom whose why will with would yet you"
)
"""What only holds a question together."""

ACTION_FRAME = word_set(
    "against bring days deliver long months provide weeks behind chase chased chasing check complete count current entire full items list log number numbers person people set "
    "status stuff than total totals whole work"
)
"""What is no topic of actions, unless it is said that they are to be about it."""

INSIDE = word_set("find list made make meeting meetings minutes need new now over raise show tell")
"""Of the frame, what is a word of the topic between two others: "the county show budget", "New Year's Eve"."""

JOINING = word_set("and at for in of on or the to with")
"""Of the frame, what may stand inside a topic: "stop and search"."""

KEYWORDS = word_set(
    "actions apologies assurance assurances attendance attended chaired challenge challenges closed "
    "commit commitment commitments committed completed concerns decided decision decisions figures "
    "history inherit outstanding overdue owner promise promised promises quarter question questions "
    "replaced resolved superseded timeline unanswered undertaking undertakings undertook "
)
"""What asks for something, of which a slip of spelling is mended."""
