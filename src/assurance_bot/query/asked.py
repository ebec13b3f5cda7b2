"""What shape an answer is to have, and what else a list must fulfil, read before anything else of a question.

A row's groups are the words it takes, or all of its match where it has none; what lies between them may be the topic.
Nothing is read after "about", where only the topic is said.
"""
# ruff: noqa: E501  # a row of a table of expressions stays on its line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from assurance_bot.query.left import Left
from assurance_bot.query.shapes import Choice, Query, Shape, Subject, Wanted
from assurance_bot.query.words import GAP, WHETHER

_RAISED = r"(?:com(?:e|es|ing) up|came up|cropp?(?:ed)? up|raised?|mention(?:ed)?|discuss(?:ed)?|talk(?:ed)? about|sp(?:oken|eak|oke) (?:of|about)|look(?:ed)? at|on the agenda|brought up|bring up|minuted|touched on|considered?|debated?|heard? (?:of|about)|refer(?:red)? to|asked? about|covered|appear(?:ed)?|featured?|get (?:a mention|raised|mentioned|discussed))"
_ANY = r"[^?!.;]{1,200}?"
_TASKED = (
    r"(?:tasked|charged|entrusted) with|(?:been )?(?:asked|told|given|set) to do|actioned to do|(?:been )given(?=\W*\Z)"
)
_FRAME = r"(?:[\s,–-]|\b(?:please|can|could|would|you|i|we|id|like|to|show|give|tell|get|see|want|need|me|us|have|find|out|what|whats|what's|is|s|the|a|an|any|and|so|just|for|of|how|did|it|that|this|has|been)\b)*"
_OFTEN = r"(?:how (?:often|many times|frequently)|(?:on|in|at) how many (?:meetings|occasions)) (?:has|have|had|was|were|did)"
_BEGIN, _END = rf"\A{_FRAME}", r"(?=(?:[\s,.?!–-]|\b(?:please|thanks|so far|to date|of it|it|for me)\b)*\Z)"


_AND = r"(?:\s*(?:,|&|and|or)\s*(?:actions? )?(?-i:[A-Z]{0,4})[\s-]?\d{1,4}/\d{1,4}(?:[/.-]\d{1,4})?)*"
"""Further references after one: "AP 3/18 and 4/18"."""


class Row(NamedTuple):
    """One way of asking: the shape it gives, or the field of a list and its value, the words, and an example."""

    name: str
    value: object
    pattern: str
    example: str


SHAPES: tuple[Row, ...] = (
    Row("shape", "last", rf"(when (?:was|were|is|did|has|have|had)(?: it| we)?) (?:{_ANY} )?(last(?: time)? (?:been |be |got |get )?{_RAISED})", "when was custody last raised"),
    Row("shape", "last", rf"(when (?:was|were|is|did|has|have|had)) {_ANY} ({_RAISED} (?:last|most recently))", "when was custody mentioned last"),
    Row("shape", "last", rf"(when (?:did|have|had) (?:we|they|you|it) last {_RAISED})", "when did we last discuss custody"),
    Row("shape", "last", rf"(when (?:was|is) the (?:last|latest|most recent) (?:time|mention|occasion)(?: (?:that|when|of))?(?: (?:we|they|it))?(?: {_RAISED})?)(?: {_ANY} ((?:was |were |been )?{_RAISED}))?", "when was the last time custody came up"),
    Row("shape", "last", rf"{_BEGIN}((?:last|latest|most recent) (?:mentions?|discussions?) of)", "the last mention of custody"),
    Row("shape", "last", rf"((?:last|most recently) (?:been )?{_RAISED}){_END}", "custody – last raised?"),
    Row("shape", "first", rf"(when (?:was|were|is|did|has|have|had)(?: it| we)?) (?:{_ANY} )?(first (?:been |be |got |get )?{_RAISED})", "when did custody first come up"),
    Row("shape", "first", rf"(when (?:was|is) the (?:first|earliest) (?:time|mention|occasion)(?: (?:that|when|of))?(?: (?:we|they|it))?(?: {_RAISED})?)(?: {_ANY} ((?:was |were |been )?{_RAISED}))?", "when was the first time custody was raised"),
    Row("shape", "first", rf"{_BEGIN}((?:first|earliest) mentions? of)", "the first mention of custody"),
    Row("shape", "first", rf"(first (?:been )?{_RAISED}){_END}", "custody – first raised?"),
    Row("shape", "first", r"(how long (?:has|have|had)) [^?!.;]{1,200}? (been (?:going on|around|on the agenda|an issue|a problem|a concern|running|discussed|raised))", "how long has parking been an issue"),
    Row("shape", "often", rf"({_OFTEN}) (?=[^?!.;]{{1,200}}?\b(?:questions?|quer(?:y|ies))\b)[^?!.;]{{1,200}}? ((?:been |ever been )?(?:asked|put|raised|repeated)(?: (?:again|before|so far))?){_END}", "how often was the question on custody asked"),
    Row("shape", "often", rf"({_OFTEN}) (?=(?:[^?!.;]{{1,200}}? )?(?:questions?|quer(?:y|ies)|ask(?:s|ed|ing)?)\b)", "how often did the PCC ask about custody"),
    Row("shape", "often", rf"((?:how (?:often|many times|frequently)|(?:on|in|at) how many (?:meetings|occasions)|how many meetings) (?:has|have|had|did|does|do|was|were|is|are)(?: we| they| it)?) {_ANY} ((?:been |get |got )?{_RAISED})", "how often has custody come up"),
    Row("shape", "often", rf"((?:how (?:often|many times|frequently)|(?:on|in|at) how many (?:meetings|occasions)|how many meetings) (?:has|have|had|did|do|does|was|were)(?: we| they)? (?:been )?{_RAISED})", "how often did we discuss custody"),
    Row("shape", "often", r"(how many meetings) (?:has|have|had|did|does) [^?!.;]{1,80}? ((?:been|come|gone) (?:before|through|to))", "how many meetings has custody been to"),
    Row("shape", "often", rf"((?:(?:in|at) )?(?:which|what) (?:of the |other )?meetings (?:was|were|did|has|have|had)(?: we| they)?) (?:{_ANY} )?((?:been |get |got )?{_RAISED})", "at which meetings was custody raised"),
    Row("shape", "often", r"((?:which|what) (?:of the )?meetings (?:has |have |had )?(?:discussed|considered|mentioned|debated|talked about|dealt with|touched on|heard (?:of|about)|covered))", "which meetings discussed custody"),
    Row("shape", "often", r"\A\W*((?:has|have|had|did|was|were)) [^?!.;]{1,200}? (ever (?:been |be |get |got )?(?:com(?:e|es) up|raised|mentioned|discussed|considered|debated|minuted|on the agenda)(?: before| at all)?)", "has custody ever come up"),
    Row("shape", "changed", r"(what(?:['’]?s| has| have| is)?(?: been)?(?: there)? (?:changed|different|moved(?: on)?|new(?= since\b)|happened(?= since\b)))", "what has changed since the October meeting"),
    Row("shape", "changed", rf"{_BEGIN}((?:what )?changes(?= [^?!.;]{{0,120}}\bsince\b)|whats changed|changed since|(?:anything|everything|all that(?:['’]s| has| is)?) (?:new|changed|different)(?= (?:on|about|since|with)\b))", "any changes since June"),
    Row("shape", "brief", r"((?:everything|all|anything)(?: (?:we|you|there is|I) (?:have|has|got|need(?: to know)?))? (?:on|about|regarding))[^?!.;]{1,200}?((?:for|before|ahead of|in time for) (?:the |our |my )?(?:next|coming|upcoming|[a-z]+day['’]?s) (?:meeting|board|panel|committee|session))", "everything on custody for the next meeting"),
    Row("shape", "brief", rf"{_BEGIN}((?:brief|prepare|prep) (?:me|us|the \w+)(?: (?:on|about|for(?! the (?:next|coming|upcoming)\b)))?|(?:a )?briefing(?: note| pack)?(?: (?:on|about|for))?)", "brief me on custody"),
    Row("shape", "brief", r"(where (?:are|do) we (?:at |up to )?(?:stand )?(?:on|with))", "where are we on custody"),
    Row("shape", "history", rf"{_BEGIN}((?:(?:full|whole|complete|brief|short|entire|quick|detailed) )*(?:history|timeline|time line|chronology|story|course|development|evolution|background|trail|progression)(?: (?:of|on|for|about|to|behind))?)(?=\s)", "history of the recovery plan"),
    Row("shape", "history", rf"((?:in )?(?:the |a |its )?(?:full |whole |complete )?(?:history|timeline|chronology|story|trail)){_END}", "recovery plan, timeline"),
    Row("shape", "history", rf"{_BEGIN}((?:walk|take|talk) (?:me|us) through(?: (?:the )?(?:history|story) of)?)", "walk me through the recovery plan"),
    Row("shape", "history", rf"{_BEGIN}((?:trace|track)(?= (?!record\b|.*\b(?:through|across|over time|start to finish)\b)))", "trace the recovery plan"),
    Row("shape", "history", rf"{_BEGIN}(trace|track|follow) [^?!.;]{{1,200}}? (over time|(?:through|across) (?:all )?(?:the )?(?:minutes|meetings|years)|from start to finish)", "trace the recovery plan through the minutes"),
    Row("shape", "history", rf"((?:through|across) (?:all )?(?:the )?(?:minutes|meetings)){_END}", "recovery plan across the meetings"),
    Row("shape", "history", r"((?:,|–|-)?\s?(?:what happened,? )?(?:from )?(?:the )?(?:start to finish|beginning to end|first to last|start to end|cradle to grave))", "the audit from start to finish"),
    Row("shape", "history", r"((?:how (?:did|has|have|had)) )[^?!.;]{1,200}?((?:been )?(?:chang|develop|evolv|progress|mov|go|gone|fall|fell|ris|grow|grew|grown|improv|worsen|vari|com)\w*(?: (?:up|down|on|along))?(?: and (?:up|down|fell|rose|risen|fallen))? (?:over (?:the )?(?:time|(?:\w+ )?(?:years|months))|through(?:out)? (?:the )?(?:\w+ )?(?:years|months)|since the (?:start|beginning)))", "how has the backlog changed over time"),
    Row("shape", "history", r"(how (?:did|has|have)) [^?!.;]{1,200}? ((?:developed|evolved|progressed|changed))(?!\w| (?:its|their|his|her|the|to)\b)", "how has the recovery plan evolved"),
    Row("shape", "history", rf"((?:,|–|-)?\s?(?:and )?how (?:did|has|have) (?:it|that|this|they|things) (?:go|gone|went|going|turn(?:ed)? out|end(?:ed)?|develop(?:ed)?|progress(?:ed)?|unfold(?:ed)?)){_END}", "the defibrillator, how did it go"),
    Row("shape", "history", rf"((?:,|–|-)?\s?(?:over time|over the (?!last|past|previous)(?:\w+ )?years|over the (?:last|past) (?:few|couple of|several) years|through the years|in chronological order|chronologically|meeting by meeting|month by month)){_END}", "victim satisfaction over time"),
    Row("shape", "done", r"when (?:was|were) [^?!.;]{1,200}? ((?:shared|sent|delivered|circulated|provided|published|handed over|received|submitted|produced|presented|tabled)(?: (?:with|to) [^?!.;]{1,60})?)(?=\W*\Z)", "when was the risk assessment shared with the board"),
)  # fmt: skip
LISTS: tuple[Row, ...] = (
    Row("reference", None, rf"(?<![\w/£])((?:(?:action|actions|AP|AL|ref|reference|item|point|number|no)\.?[\s-]{{0,2}}){{1,4}}(?-i:[A-Z]{{0,4}})\s?\d{{1,4}}\s?[/.-]\s?\d{{1,4}}(?:[/.-]\d{{1,4}})?{_AND})(?![\w/])", "action 12/24"),
    Row("reference", None, rf"(?<![\w/£])((?!FY|Q\d|H\d)(?-i:[A-Z]{{1,4}})[\s-]?\d{{1,4}}/\d{{1,4}}(?:[/.-]\d{{1,4}})?{_AND})(?![\w/])", "AP 3/18"),
    Row("reference", None, r"(actions? (?:(?:no\.?|number|ref\.?|reference|point|item) )?#?(?!(?:19|20)\d\d\b)\d{1,4})(?![\w/.-]| (?:days?|weeks?|months?|years?|meetings?|%))", "action number 14"),
    Row("reference", None, r"\A[\W_]*(?:actions?[\W_]+)?(?:(?:all|open|closed|overdue|reported|superseded)\s+)?(\d{1,3}/\d\d)(?=[\W_]*\Z)", "12/24"),
    Row("lapsed", True, r"((?:have |has )?(?:been )?(?:forgotten|lapsed|fallen (?:through|off|by)(?: the)? \w+|gone quiet|slipped through the \w+|dropped off)(?:,? i\.?e\.?,?)?)", "forgotten actions"),
    Row("lapsed", True, r"((?:and |but )?(?:(?:not|never) (?:been )?mentioned (?:since|again)|no mention (?:of \w+ )?since|silence since))", "overdue and not mentioned since"),
    Row("moved", True, r"((?:whose |with )?(?:the |a |their )?(?:due )?(?:dates?|deadlines?) (?:that )?(?:has |have |had |was |were |got )?(?:been )?(?:moved|changed|slipped|extended|put back|pushed back|postponed|missed and moved)(?: more than once| again)?)", "actions whose date was moved"),
    Row("moved", True, r"((?:^|(?<=actions )|(?<=actions that )|(?<=actions have )|(?<=which )|(?<=what ))(?:has |have |had )?slipped)", "which actions slipped"),
    Row("moved", True, r"actions?\b[^?!.;]{0,40}?((?:have |has )?(?:been |were |was )?(?:postponed|re-?dated|extended|put back|pushed back|put off|delayed))", "which actions were postponed"),
    Row("moved", True, r"(?:actions?|tasks?)\b[^?!.;]{0,40}?((?:(?:that |which )?(?:have|has|had|were|was|got|been) )*(?:carried|put|rolled) (?:forward|over))", "which actions were carried forward"),
    Row("twice", True, r"((?:more than once|at least twice|twice|repeatedly|again and again|several times|(?:two|three) times(?: or more)?))(?=\W*\Z| (?:by|to|in|since)\b)", "actions carried forward more than once"),
    Row("undated", True, r"((?:(?:that |which )?(?:have|has|with|had) (?:got )?no|without (?:any |an? )?|(?:that |which )?(?:does not|do not|don['’]t|doesn['’]t) have (?:an? |any )?)\s*(?:due dates?|deadlines?|dates?|target dates?|timescales?)(?: (?:given|set|at all|named|minuted))?|undated)", "actions without a deadline"),
    Row("reopened", True, r"((?:that |which )?(?:(?:were|was|have been|has been|got) )?(?:re-?opened|taken up again|closed and (?:then )?re-?opened))", "reopened actions"),
    Row("unproven", True, r"(closed (?:with(?:out)?(?: no| any)? (?:evidence|proof)|with nothing (?:to show|shown)(?: for it)?))", "actions closed without evidence"),
    Row("status", "superseded", r"((?:been |were |was )?(?:superseded|overtaken|replaced)(?: (?:by|with) (?:another|others|a new one|new ones|later ones|(?:some|any)thing else)(?: actions?)?)?)(?=[^?!.;]*\bactions?\b|\W*\Z)|(?<!\w)actions?\b[^?!.;]{0,40}?((?:been |were |was )?(?:superseded|overtaken|replaced)(?: (?:by|with) (?:another|others|a new one|new ones|later ones|(?:some|any)thing else)(?: actions?)?)?)", "actions replaced by another"),
    Row("status", "reported", r"((?:been )?reported on(?:,? (?:but|and) (?:not|never|no)[^?!.;]{0,20} clos(?:ed|ure)(?: minuted)?)?)(?=\W*\Z|,| actions?)", "actions reported on"),
    Row("owners", "none", r"((?:that |which )?(?:(?:have|has|had|with|are with) )?(?:no(?:body| one|-one)['’]?s? (?:name )?(?:against (?:them|it)|(?:responsible|named|assigned|attached)(?: (?:for|to) (?:them|it))?|owns(?: (?:them|it))?))|without (?:an? )?(?:named )?(?:owners?|names?)(?: against (?:them|it))?|(?:(?:have|has|had|with) )?no (?:named )?(?:owners?|names?|one named)(?: (?:against|for|attached to|on) (?:them|it)| named| given| written)?|(?:are |is )?(?:un-?owned|ownerless|unassigned|unallocated)|(?:does not|do not|doesn['’]t|don['’]t) have (?:an )?owners?|belong(?:s|ing)? to nobody|(?:are |is )?nobody['’]?s)", "actions with no owner"),
    Row("owners", "several", r"((?:that |which )?(?:(?:have|has|with|of) )?(?:(?:assigned|given|set|belong(?:s|ing)?) (?:to|on) )?(?:two|several|more than one|joint|multiple|shared|2) (?:named )?(?:owners?|names|people|persons?|officers?)(?: (?:against|for|on) (?:them|it))?|(?:are |is )?(?:jointly|joint) (?:owned|held|responsible)|(?:are |is )?shared between(?: two)?(?: people)?|joint(?= (?:\w+ )?actions?)|shared(?= (?:\w+ )?actions?)|owned jointly)", "actions with two owners"),
    Row("order", "late", r"((?:,|–|-)?\s?(?:sorted |ordered |arranged |listed )?by (?:the )?(?:due )?dates?(?: due)?)(?=\W*\Z)", "open actions by due date"),
    Row("order", "late", r"((?:,|–|-)?\s?(?:with )?(?:the )?(?:longest|most|worst)(?: overdue| late)?(?: ones?)? (?:first|at the top))", "longest overdue first"),
    Row("order", "newest", r"((?:,|–|-)?\s?(?:with )?(?:the )?(?:newest|latest|most recent|recent)(?: ones?)? (?:first|at the top)|in reverse order)", "newest first"),
    Row("order", "oldest", r"((?:,|–|-)?\s?(?:with )?(?:the )?(?:oldest|earliest)(?: ones?)? (?:first|at the top)|by age)", "oldest first"),
    Row("order", "oldest", r"((?:(?:have |has )?been )?(?:the )?(?:oldest|longest[- ](?:running|standing|outstanding)|(?:open|outstanding) (?:for )?(?:the )?longest))(?=[^?!.;]{0,30}\b(?:actions?|tasks?|items?)\b|\W*\Z)", "the oldest open actions"),
    Row("order", "owner", r"((?:(?:does|do|has) )?(?:each|every) (?:person|owner|office)(?: (?:have|has|got|holds?|owns?|owes?))?|per (?:person|owner|office|head))(?=\W*\Z)", "how many open actions does each person have"),
    Row("order", "owner", r"((?:,|–|-)?\s?(?:sorted |grouped |ordered |arranged |listed )?by (?:owner|person|office))(?=\W*\Z)", "open actions by owner"),
    Row("by", "due", r"((?:that |which )?(?:were|was|fell|had (?:been|fallen)) due)(?! to\b)(?=[^?!.;]*\w)", "actions that were due in March"),
    Row("status", "due", r"((?:that |which )?(?:will |are to |is to )?(?:fall(?:s|ing)?|com(?:e|es|ing)|becom(?:e|es|ing)) due)(?= (?:in|this|next|on|by|before|during|over|within|between|for|to|soon)\b|\W*\Z)", "fall due in January 2025"),
    Row("status", "due", r"((?:are |is |be )?due)(?= (?:in|this|next|on|by|before|during|over|within|between|for|soon)\b)", "due before 1 May"),
    Row("by", "closed", r"((?:(?:got|were|was|been|get) )?(?:closed|completed|finished|discharged|ticked off)(?: off)?)(?= (?:at|in|on|during|since|between|by|before|after|last|this|over)\b)", "closed at the October meeting"),
    Row("by", "closed", r"\A\W*(?:what|which|how many)\b[^?!.;]{0,60}?\b(?:did|have) (?:we|they) (close|complete|finish|sign off|tick off)(?= (?:at|in|on|during|since|between|by|before|after|last|this|over)\b)", "what did we close last month"),
    Row("by", "set", r"actions?\b[^?!.;]{0,60}?((?:(?:got|were|was|been|get) )?(?:set|given|agreed|assigned|raised|created|opened|placed|recorded|handed out))(?= (?:at|in|on|during|since|between|by|before|after|last|this|over|to|for)\b)", "actions set in September 2023"),
    Row("status", "all", r"((?:(?:both )?open (?:and|or|&|/|as well as) closed|closed (?:and|or|&|/|as well as) open|whatever (?:(?:their|its|the) )?(?:status|state)|(?:of )?any status|open or not|(?:past and present|old and new|done and not done|done or not)))", "open and closed"),
    Row("ever", None, r"(?:actions?|tasks?)\b[^?!.;]{0,40}?\b((?:ever|altogether|in total|overall|to date|at any time))\b", "actions ever given to the CFO"),
    Row("ever", None, r"actions?\b[^?!.;]{0,60}?\b(?:did|have|has|had) [^?!.;]{1,60}? ((?:had|have|been (?:given|set|assigned)))(?=\W*\Z| (?:in|on|about|since|at|during|so)\b)", "which actions did the PCC have"),
    Row("ever", None, r"actions?\b[^?!.;]{0,60}?\b((?:have|has|were|had) there(?: been)?)(?!\w)", "how many actions on custody have there been"),
    Row("ever", None, r"((?:full|whole|complete|entire) )(?=actions? (?:logs?|lists?|registers?))", "the full action log"),
    Row("ever", None, r"((?:each and )?every(?: single)?|each)(?= actions?\b)", "every action on custody"),
    Row("ever", None, r"actions?\b[^?!.;]{0,120}?((?:,|–|-)?\s?all of them)(?=\W*\Z)", "actions on custody, all of them"),
    Row("tasked", None, rf"(?:(?:has|have|had|was|were|is|been) )(?:[^?!.;]{{1,60}}? )?((?:ever )?(?:been )?(?:{_TASKED}))", "what has the DPCC ever been tasked with"),
    Row("tasked", None, r"\A(?:what|who)\b[^?!.;]{0,40}?\b(?:was|were|has|have|had) [^?!.;]{1,60}? ((?:been )?(?:asked|told) to(?: do)?)(?!\w)", "what was the caretaker asked to do"),
    Row("lately", None, r"((?:currently|nowadays|these days|today|(?:(?:right|just) )?now))(?=\W*\Z)", "how long does a repair take now"),
    Row("money", True, r"how much\b[^?!.;]{1,100}? ((?:cost(?:s|ing|ed)?|spen[dt]|spending)(?: (?:us|them))?)(?!\w)", "how much did the roof cost"),
    Row("money", True, r"\Awhat (?:did|does|do|will|would|has|have)\b[^?!.;]{1,100}? (cost(?:s|ing)?)(?!\w)", "what did the roof cost"),
    Row("money", True, rf"{_BEGIN}(?:(?:was|were|will be) (?:the )?)?((?:(?:total|final|overall) )?(?:costs?|prices?|bill) (?:of|for))(?!\w)", "cost of the roof"),
    Row("outcomes", ("approved",), r"\A\W*what\b[^?!.;]{0,60}? (approved?)(?!\w)", "what did the board approve"),
    Row("unanswered", True, r"((?:(?:were|was|are|is|has|have|had|remain(?:s|ed)?|went|still|never|been|left) )*(?:un-?answered)|(?:(?:have|has|had|were|was|did|do|does|are|is|still) )*(?:never|not|\w+n['’]t|yet to|fail(?:ed|s)? to)(?: yet)? (?:(?:been|be|get|got|gotten|had|have|received?|given) )*(?:(?:an|any|a) )?(?:proper )?(?:answer(?:ed|s)?|repl(?:y|ies|ied)|respon(?:se|ded))(?: to)?|(?:with|got|had|have|has|received) no (?:answers?|reply|replies|response)|without (?:(?:an|any|a) )?(?:answers?|reply|replies|response)|(?:(?:still|are|is) )*(?:waiting for|awaiting) (?:an |a )?(?:answers?|reply|replies|response))", "which questions never got an answer"),
    Row("written", True, r"(written)(?= (?:\w+ )?(?:questions?|queries))", "written questions"),
    Row("written", True, r"(?:questions?|quer(?:y|ies)|ask(?:s|ed)?)\b[^?!.;]{0,80}?\b((?:(?:has|have|had|were|was|been) )?(?:put|asked|submitted|tabled|sent|set|raised)?(?: (?:down|in))? ?in writing)", "questions the DPCC put in writing"),
    Row("written", True, r"((?:put|ask(?:ed)?|submit(?:ted)?|sent) in writing)", "what did the DPCC put in writing"),
    Row("spoken", True, r"(?:commitments?|promises|pledges|undertakings?)\b ((?:that |which )?(?:(?:were|was|has|have|had|been) )*(?:made|given))(?= (?:by|at|in|on|during|since|to|about)\b|\W*\Z)", "commitments made by the ACC"),
    Row("outcomes", ("rejected",), r"((?:been |was |were |got )?(?:turn(?:ed)? down|reject(?:ed|ions?)?|refused?|declined?|said no to|say no to|thrown out|vot(?:ed?) down|not (?:agreed|approved)))", "what has the board turned down"),
    Row("outcomes", ("deferred",), r"decisions?\b[^?!.;]{0,60}?((?:been |was |were |got )?(?:deferred|postponed|put off|held over|parked|left (?:over|open)|delayed))|((?:been |was |were |got )?(?:deferred|held over|parked))(?= decisions?)|\Awhat(?: \w+){0,4} ((?:deferred|postponed|put off|held over))", "which decisions were deferred"),
    Row("outcomes", ("approved",), r"decisions?\b[^?!.;]{0,60}?((?:been |was |were |got )?(?:approved|signed off|endorsed|ratified))|((?:been |was |were |got )?(?:approved|endorsed))(?= decisions?)", "which decisions were approved"),
    Row("outcomes", ("noted",), r"decisions?\b[^?!.;]{0,60}?((?:been |was |were |got )?(?:only )?(?:noted))|\b(noted)(?= decisions?)", "decisions that were noted"),
    Row("next", None, r"((?:for|before|ahead of|in time for) (?:the |our )?(?:next|coming|upcoming) (?:meeting|board|panel|committee|session))", "brief me on custody before the next meeting"),
    Row("frame", None, r"((?:top|first) \d+)(?=[^?!.;]{0,40}\bactions?\b)", "top 3 oldest open actions"),
    Row("frame", None, r"(?:did|has|have|had|was|were) the ((?:board|panel|committee|council|group|members))(?= (?:ever |also |then )?(?:agree|decide|resolve|approve|reject|note|accept|sa(?:y|id)|think|ask|commit|promise|raise|adopt)\w*)", "what did the board agree"),
    Row("frame", None, r"((?:in the end|at all|at present|at the moment|as yet|by now|right now|just now|as things stand))(?=[\s,.?!]|\Z)", "what was decided in the end"),
    Row("frame", None, r"((?:,|–|-)?\s?(?:became of|become of|in total|altogether|all told|all in all|the (?:whole |entire )?lot|(?:a |the )?(?:full|complete|whole|entire) list|every (?:single )?(?:instance|one|occasion|time)|all of (?:them|it)|a count of|(?:only )?the count|herself|himself|themselves|itself))(?=[\s,.?!–-]|\Z)", "open actions, the full list"),
)  # fmt: skip
_TABLE = tuple((row, re.compile(rf"(?<!\w)(?:{row.pattern})", re.IGNORECASE)) for row in (*SHAPES, *LISTS))
_ABOUT = re.compile(r"\b(?:about|regarding|concerning)\b", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"\b(?:commit|promis|pledg|undert|ask|question|quer|decid|decision|figure|assur|challeng)", re.IGNORECASE
)
"""What asks for records that have no reference: a reference is their topic."""
_BY = re.compile(r"(?:(?:that|which) )?(?:(?:were|was|got) )?(?:set|closed|due)\Z", re.IGNORECASE)
_NAMED = re.compile(r"(?:actions?|ref|reference|item|point|number|no)\.?[\s-]+", re.IGNORECASE)

_OF: dict[str, Subject] = {
    **dict.fromkeys(
        ("by", "owners", "ever", "reference", "lapsed", "moved", "twice", "undated", "reopened", "unproven"), "actions"
    ),
    **dict.fromkeys(("unanswered", "written"), "questions"),
    "outcomes": "decisions",
    "spoken": "commitments",
    "money": "figures",
}
"""Of what kind of record each field of a choice is."""
_STANDING = ("by", "status", "unanswered")  # "is the plan done?" asks of it, whatever it be


@dataclass(frozen=True, slots=True)
class Asked:
    """The shape and the choice that words ask for; the kind and the status that they imply; the words, by field.

    `lately`: of figures the newest is meant.
    """

    shape: Shape = "found"
    choice: Choice = field(default_factory=Choice)
    subject: Subject | None = None
    status: Wanted | None = None
    words: tuple[tuple[str, str], ...] = ()
    lately: bool = False


def read_asked(left: Left) -> Asked:
    """Take the words of a shape and of a choice out of what is left, and return what they ask."""
    asked, whether = Asked(), bool(WHETHER.match(left.text))
    for row, pattern in _TABLE:
        if (row.name == "shape" and asked.shape != "found") or (row.name == "next" and asked.shape != "brief"):
            continue
        if whether and row.name in _STANDING:
            continue
        about = _ABOUT.search(left.text)
        match = pattern.search(left.text, 0, about.start() if about and row.name != "shape" else len(left.text))
        if match is None and about and (after := pattern.search(left.text)) and _after_about(row, after):
            match = after
        if match:
            taken = [span for n in range(1, match.re.groups + 1) if (span := match.span(n)) != (-1, -1)]
            words = " ".join(left.text[slice(*span)].strip(" ,–-") for span in taken)
            for span in taken:
                left.cut(*span)
            asked = _with(asked, row, words)
    return asked


def _after_about(row: Row, match: re.Match[str]) -> bool:
    """Say whether words count after "about" too: a reference, "set" or "closed" before days, an order at the end."""
    match row.name:
        case "reference":
            return not _OF_OTHERS.search(match.string)
        case "by":
            return bool(_BY.search(match.string[: match.end(1)]))
        case "order" | "ever" | "status" if row.name != "status" or row.value == "all":
            return not match.string[match.end() :].strip(f" .?!{GAP}")
    return False


def _with(asked: Asked, row: Row, words: str) -> Asked:
    """Return what is asked with one row more."""
    match row.name:
        case "shape":
            return replace(asked, shape=row.value)  # type: ignore[arg-type]  # the table holds shapes
        case "status":
            return replace(asked, status=row.value, subject=asked.subject or "actions")  # type: ignore[arg-type]
        case "tasked" | "ever":
            return replace(asked, choice=replace(asked.choice, ever=True), subject=asked.subject or "actions")
        case "lately":
            return replace(asked, lately=True)
        case "next" | "frame":
            return asked
    value: Any = _reference(words) if row.name == "reference" else row.value
    choice = replace(asked.choice, **{row.name: value})
    return replace(
        asked,
        choice=choice,
        subject=asked.subject or _OF.get(row.name),
        words=(*asked.words, (row.name, words)),
    )


def _reference(words: str) -> str:
    """Return a reference as the minutes would write it: "AP 3/18" of "action point AP 3/18"."""
    while (named := _NAMED.match(words)) and any(letter.isdigit() for letter in words[named.end() :]):
        words = words[named.end() :]
    return words


def shaped(query: Query, asked: Asked, *, told: bool) -> Query:
    """Return the query with the shape and the choice that was asked; what does not fit its kind is put into `unread`.

    `told`: a status of actions was said in other words.
    """
    subject, choice = query.subject, asked.choice
    if asked.subject and subject == "said":
        subject = asked.subject
    shape = asked.shape
    if subject == "said" and choice.order == "oldest":
        shape, choice = "history", replace(choice, order="")
    if asked.lately and subject == "figures":
        choice = replace(choice, order="newest")
    unfit = {name for name, of in _OF.items() if of != subject}
    unread = tuple(words for name, words in asked.words if name in unfit)
    choice = replace(choice, **{name: getattr(Choice(), name) for name in unfit})
    status = "any" if subject != "actions" else _status(query, asked, choice, told=told)
    if choice.by == replace(query, status=status, choice=Choice()).by:
        choice = replace(choice, by="")
    implied = status == "open" and not told
    return replace(
        query,
        subject=subject,
        shape=shape,
        choice=choice,
        status=status,
        implied=implied,
        unread=(*query.unread, *unread),
    )


def _status(query: Query, asked: Asked, choice: Choice, *, told: bool) -> Wanted:
    """Return the status of the actions asked for: the one said, else that which goes with what else is asked."""
    if choice.lapsed:
        return "overdue"
    if asked.status:
        return asked.status
    if choice.by == "closed" or choice.unproven:
        return "closed"
    if told:
        return query.status
    whole = (
        choice.ever
        or choice.by
        or choice.reference
        or choice.moved
        or choice.reopened
        or query.when
        or asked.shape != "found"
    )
    return "all" if whole or query.status == "all" else "open"


def examples() -> Iterator[tuple[Row, re.Pattern[str]]]:
    """Yield each row with its expression."""
    yield from _TABLE
