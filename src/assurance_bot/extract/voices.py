"""The words by which minutes say who speaks: verbs of asking, of saying, of agreeing, states of mind, and what names nobody.

Each expression has one example that it matches. They are common words of English minutes, never those of one body.
"""

import re

from assurance_bot.people import TITLE

ASK = (
    r"asked|asks|questioned|queried|enquired|inquired|challenged|wanted to know|wondered|requested|pressed"
    r"|(?:put|sent|submitted|raised|wrote|written)\b[^.:]{0,60}?\b(?:in writing|the following|questions?)\b"
    r"|(?:repeated|posed|put) (?:a|an|the|that|this|her|his|their) (?:\w+ )?(?:question|query)"
    r"|(?:sought|seeks|asked for|requested) (?:an? )?(?:re)?(?:assurances?|clarification|confirmation|clarity|update)|raised (?:a|the) (?:question|query)"
)
SAY = (
    r"responded|replied|answered|said|says|stated|explained|commented|advised|reported|noted|confirmed|acknowledge[ds]|informed|assured|reassured|told"
    r"|added|highlighted|outlined|stressed|clarified|emphasi[sz]ed|felt|thought|considered|indicated|suggested|recogni[sz]ed|accepted|believed|described"
    r"|expressed|declared|observed|mentioned|pointed out|raised|welcomed|thanked|provided|gave|presented|updated|summari[sz]ed|stated|remarked|warned"
    r"|continued|maintained|argued|hoped|hopes|recommended|proposed|reminded|apologi[sz]ed|admitted|conceded|reiterated|reflected|shared|read|spoke|drew|recalled|announced|repeated|conceded|consented|objected|insisted|denied|disputed|regretted|found (?:it|this|that)|tabled|approved|(?:declined|refused) to"
)
INVERTED = r"said|added|replied|answered|asked|continued|explained|responded|stated"  # "…," said the CC
AGREE = r"agreed|undertook|committed|promised|offered|volunteered|pledged"
STATE = (
    r"(?:was|were|is|are|remained|remains|became|felt)\s+(?:(?:also|now|not|still|very|deeply|less|more|too|rather|quite|far from|[a-z]+ly)\s+)*"
    r"(?:confident|satisfied|sure|certain|(?:re)?assured(?=\s+by\b)|content|pleased|happy|glad|grateful|delighted|concerned|worried|anxious|troubled|disappointed|dismayed|surprised"
    r"|shocked|angry|frustrated|alarmed|unhappy|convinced|unconvinced|persuaded|unpersuaded|willing|unwilling|prepared|keen|clear|aware|unaware|struck|sorry|sceptical|doubtful|uneasy"
    r"|impressed|interested|adamant|determined|optimistic|hopeful|proud|critical|uncomfortable|reluctant|of the (?:view|opinion))"
    r"|(?:did|does|do|could|would) not (?:\w+ly )?(?:think|accept|believe|agree|consider|feel|regard|see|share|argue|have|say|recall|know)"
)  # "was not convinced", after known people and offices only
UNSURE = r"hope[ds]?|wish(?:e[ds])?|expect(?:ed|s)|feared|doubted|denied"  # after which nothing is promised, and nobody else speaks
DUTY = r"will|would|shall|is to|are to|was to|were to|intends|intended|plans|planned|wants"  # after known people and offices only
ADVERB = r"(?:(?:also|further|then|again|subsequently|therefore|now|later|both|all|has|have|had|had also|has also|briefly|formally|initially|additionally)\s+)*"
GENERIC = (
    r"(?:[Tt]he\s+)?(?:[A-Z][A-Z&]{1,6}(?:/[A-Z]{1,5})?s?)"
    r"|(?:[Tt]he\s+)?(?:Board|Panel|Committee|Council|Group|Forum|Secretariat|Chair(?:man|woman|person)?|Clerk|Secretary|Treasurer|Commissioner|Governors?|Members)"
    r"|(?:[Tt]he\s+)?(?:[A-Z][a-z]+\s+){0,2}(?:[Cc]ommittee|[Ss]ub-?[Cc]ommittee|[Ww]orking [Gg]roup|[Tt]eam)"
    r"|(?:[Tt]he )?[Cc]hallenge [Oo]wner"
    r"|(?:[Tt]he )?(?:[A-Z][a-z]+ )?(?:Head|Director|Leader|Manager|Lead) (?:of|for) (?:the )?[A-Z][\w-]+(?: (?:(?:and|&) )?[A-Z][\w-]+){0,3}"
    r"|(?:(?:Mr|Mrs|Ms|Dr|Cllr|Councillor|Chief Inspector|Inspector|Superintendent|Sgt|PC)\.?\s+)?[A-Z][a-z’']+(?:\s+[A-Z][a-zA-Z’'-]+){1,2}"
    rf"|(?:{TITLE})+(?:[A-Z](?:\.\s?|\s))?[A-Z][\w’'-]+|[A-Z]\.\s?[A-Z][\w’'-]+"
    r"|(?:An?|[Oo]ne|[Tt]he|[Ss]ome|[Ss]everal|[Ss]everal of the)?\s?(?:[a-z]+ )?(?:governors?|residents?|members? of the (?:public|board|panel)|board members?|panel members?|members?|councillors?|attendees?|officers?)"
)
AFTER_NAME = r"(?:\s*\([^()]{1,60}\))?(?:\s+(?:who|which)\s+[^,.]{3,60}?)?(?:,\s+[^,]{3,70},)?"
_IMPERSONAL = (
    r"noted|agreed?|reported|pointed out|suggested|felt|said|explained|confirmed|recogni[sz]ed|acknowledged|resolved|decided|commented|highlighted|advised"
    r"|requested|asked|hoped|proposed|stated|understood|raised|given|made|provided|sought|received|expressed|questioned|queried|emphasi[sz]ed|stressed|mentioned"
    r"|observed|recommended|accepted|thought|considered|clarified|outlined|discussed|told|informed|reminded|assured|approved|announced"
)
UNATTRIBUTED = re.compile(
    r"^(?:In response,? |Following (?:a )?discussion,? |After (?:some )?discussion,? )?(?:[Ii]t|(?:[Aa] |[Aa]n |[Tt]he )?(?:[Rr]eassurances?|[Aa]ssurances?|[Cc]larification|[Cc]oncerns?|[Qq]uestions?|[Qq]uer(?:y|ies)|[Tt]hanks"
    r"|[Uu]pdates?|[Rr]eports?|[Pp]oints?|[Ii]ssues?)|Members|Governors|The (?:meeting|Board|Committee|Panel|Council))\s+"
    rf"(?:has |have |had )?(?:also |further |then |therefore |now )?(?:was|were|is|are|been|being)\s+(?:also |further |then |unanimously |now |later )*(?:{_IMPERSONAL})\b"
    r"|^There (?:was|were|is|has been|have been) (?:\w+ ){0,3}(?:discussions?|agreement|concerns?|debate|consensus)\b|^(?:Discussions?|A discussion) (?:was|were|took)\b"
)  # "It was noted that …", "Assurance was given that …"
TOLD = re.compile(
    r",?\s*(?:and|who|but)\s+(?:was|were|being)\s+(?:told|informed|advised|assured|reassured)\b(?:\s+that)?\s*:?\s*|,?\s+to be told(?:\s+that)?\s*"
)
INTERROGATIVE = re.compile(r"\b(?:whether|if|how|what|why|when|where|who|whom|whose|which)\b|\?", re.IGNORECASE)
OF_ORDER = r"(?:an?\s+|the\s+|any\s+)?(?:vote|show of hands|amendments?|nominations?|volunteers?|proposers?|seconders?|apologies)\b"
"""What the order of a meeting has its chair or a member ask for, which is no question."""
ASKS_FOR = re.compile(
    rf"\b(?:asked|asks|requested|queried)\s+(?:(?:again|once more|further|twice|repeatedly)\s+)?(?:about|after|(?:the )?[A-Z][\w/]*\s+(?:about|for)|for\s+(?!(?:more\s+|some\s+)?time\b|permission|leave\b|{OF_ORDER}|[^,.]{{0,40}}\bto be\b))"
    r"|\b(?:sought|seeks|asked for|requested) (?:an? |the )?(?:re)?(?:assurances?|clarification|confirmation|clarity|update)"
    r"|\b(?:asked|requested|pressed|challenged)\s+(?:[\w/’']+\s+){1,5}?to\s+(?:know|explain|say|tell|confirm|clarify|describe|comment|elaborate|outline|expand)\b"
    r"|\b(?:question|query)\b|\b(?:queried|questioned|enquired|inquired)\b(?! that\b)"
)  # "asked for the result by district"
TASKED = re.compile(
    r"\b(?:asked|requested|challenged|pressed)\s+(?:(?!whether|if|how|what|why|when|who|which|about\b)[\w/’']+\s+){0,5}?to\s+(?!know\b|explain\b|say\b|tell\b|confirm\b|clarify\b|describe\b|set out\b|be told\b|hear\b|see\b|comment\b|elaborate\b|outline\b|expand\b|update\b|give\b|provide (?:an? )?(?:update|assurance|reassurance|explanation)|(?:think|reflect|consider|look)\b.*\b(?:whether|how|what|why)\b)[a-z]+"
    r"|\b(?:asked|requested) that\b|\basked to\b"
)  # "asked the Clerk to write"
SECOND_ASK = re.compile(
    r"(?:,|;)?\s+(?:and|but)\s+(?:(?:then|also|again|therefore)\s+)?(?P<ask>asked|challenged|questioned|queried|pressed|wondered|wanted to know)\b"
)  # "… and asked who was to pay"
ANSWERED = re.compile(
    rf"\s[–—-]\s+(?=(?:he|she|they|it)\s+{ADVERB}(?:{SAY})\b)"
)  # "… asked who pays - she said that …"
PRONOUN = re.compile(r"^(?:He|She|They)\b")
AS_SAID = re.compile(rf",\s+(?:he|she|they)\s+(?:{SAY}),")  # "…, he added, …"
DIALOGUE = re.compile(
    r"^(?:(?P<mark>Q|A|R|Question|Answer|Response|Reply)\s?\d{0,2}\s*[:.–-]\s+(?=\S)"
    r"|(?P<marked>(?:(?:Governor|Member|Panel|Board|Councillor|Public|Officer|Trustee)(?:[’']s|s[’']?)?\s+)?(?:Q|A|R|[Qq]uestion|[Aa]nswer|[Rr]esponse|[Rr]eply|[Cc]hallenge|[Qq]uery))\s?\d{0,2}"
    r"(?:\s*[(\[](?P<who>[^()\[\]]{1,40})[)\]])?\s*:\s+(?=\S))"
)  # "Q: How many?", "Challenge (TA): …"
ASKING_MARK = re.compile(r"(?:Q|[Qq]uestion|[Qq]uery|[Cc]hallenge)$")
LABELLED = re.compile(r"^(?P<who>[A-Z][\w./’' -]{0,40}?)\s*:\s+(?=\S)")
SIGNED = re.compile(
    r"^(?P<who>[A-Z]{2,4}[a-z]?|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\s+[–-]\s+(?!to\s)(?=\S)"
)  # "WQ - We would …"
