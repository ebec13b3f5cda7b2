"""The nature of a statement, by its words: a commitment (will be done), an assurance (is so, under control), a challenge
(put by those who hold to account), else a report.

Hedged words are no commitment: "would consider", "hoped to", "it may be that". A prediction is none either: "will remain
difficult". Each row of the table has one example that it matches.
"""

from __future__ import annotations

import re

from assurance_bot.extract.voices import UNSURE
from assurance_bot.records import Nature

HEDGED = (
    r"(?:not|never|be\s+(?:likely|unlikely|difficult|hard|happy|interested|helpful|useful|good|keen|willing|able|needed|required|necessary|seen|known|felt"
    r"|better|worse|more|less|a\s+(?:challenge|risk|matter|problem|long))|want|like|love|wish|prefer|consider|need|remain|hope|expect|appear|seem|depend|mean"
    r"|welcome|suggest|rather|believe|take\s+until|argue|say|agree|think|feel|suppose|assume|have\s+(?:to\s+be|been|a|an|no|the|liked|preferred|expected)|probably|likely|perhaps|require|look\s+(?:(?:a\s+lot|much|very|so|rather)\s+)*(?:better|worse|good|nice|bad|odd)"
    r"|also\s+(?:want|like|welcome)|become|happen|result|lead\s+to|make\s+(?:a\s+|any\s+|the\s+|it\s+|no\s+)?(?:difference|sense|easier|harder|possible|more|promise)|help|give\s+rise|rise|fall|increase|decrease|grow|cost|take\s+(?:time|some|several|a)|continue\s+to\s+(?:be|fluctuate|rise|fall|remain))"
)
_DONE = (
    r"(?!(?:needed|required|expected|affected|seen|known|felt|interested|concerned|limited|faced|missed|lost|hidden|driven|allowed|based|wanted|questioned|spent|left|kept|judged"
    r"|forgotten|preferred|charged|measured|reached|missed|held\s+(?:on|at)|difficult|different|present|absent|sufficient|important|consistent|confident|efficient|open|even|seven|often|then|when|about|without|built\s+up)\b)"
    r"(?:(?:fully|formally|further|jointly|regularly|personally)\s+)?(?:[a-z]{2,}(?:ed|en|ght|wn|un|nt|ut|ld|pt)|made|done|met|set|put|on\s+the\s+agenda|in\s+place|back)"
)
_ADVERB = r"(?:(?:also|then|therefore|now|soon|continue\s+to|instead|in\s+turn|in\s+future|in\s+addition|always|personally|further)\s+)*"

COMMITMENTS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:he|she|they|we|i|who|it|force|team|officers?|service|office|cc|dcc|acc|pcc|chief|constable|commissioner|superintendents?|(?!this\b|was\b|is\b|has\b|it’s\b)[a-z]+s)\s+(?:in\s+turn\s+)?(?:will|would|shall|’ll)\s+{_ADVERB}(?!{HEDGED}\b)(?!be\b|been\b|have\b)[a-z]{{3,}}",  # "he would write to …"
        rf"\band\s+(?:also\s+)?(?:would|will)\s+(?!{HEDGED}\b)(?!be\b|have\b|not\b)[a-z]{{3,}}",  # "had read it and would stand by it"
        rf"\b(?:is|are)\s+due\s+to\s+(?:now\s+)?be\s+{_DONE}\b",  # "is due to be finished by May"
        r"\bintent(?:ion)?\s+(?:is|was)\s+to\b|(?:’re|'re|’m|'m)\s+going\s+to\s+(?!be\b)[a-z]+",  # "my intent is to call"
        rf"\b(?:council|board|committee|panel|trust|authority|group|team|members|governors|clerk|chair(?:man|woman|person)?|school|secretariat|directors?|manager)\s+(?:in\s+turn\s+)?(?:will|would|shall)\s+{_ADVERB}(?!{HEDGED}\b)(?!be\b|been\b|have\b)[a-z]{{3,}}",  # "the Council will co-opt"
        rf"(?:^|[,;:]\s|\b(?:and|so|that|but)\s)(?-i:(?!(?:This|That|These|Those|There|It|The|What|Which|Who|If|When)\b)[A-Z][\w’'-]+(?:\s+(?:[A-Z][\w’'.-]*|[a-z]{{2,3}}\s+[A-Z][\w’'-]*)){{0,3}})\s+(?:will|would)\s+{_ADVERB}(?:in addition\s+)?(?!{HEDGED}\b)(?!be\b|been\b|have\b)[a-z]{{3,}}",  # "Jane Roe will write"
        r"^\W*(?-i:Will)\s+(?:also\s+|now\s+|probably\s+)?(?!be\b|not\b|have\b|the\b|it\b|this\b|that\b|there\b|we\b|you\b|they\b|he\b|she\b)[a-z]{2,}",  # "Will look into it"
        r"\b(?:would|will)\s+(?:follow|go|come|return)\s+(?:to|in|by|at|on|before|next|shortly|within)\b",  # "a plan would go to the board"
        rf"\b(?:will|would|shall)\s+{_ADVERB}(?:all\s+)?be\s+{_ADVERB}{_DONE}\b",  # "a report will be brought"
        rf"\b(?:is|are|was|were)\s+to\s+(?:now\s+)?be\s+{_DONE}\b",  # "IVM was to be incorporated"
        r"\b(?:undertook|undertakes|committed|commits|promised|pledged|volunteered)\s+(?:to|that)\b",  # "undertook to write"
        r"\bagreed\s+(?:to|that\s+(?:he|she|they|we|it)\s+(?:would|will))\s+(?!be\b(?!\s+(?:an?|the|our|its|on)\b)|differ\b|an?\b|the\b|this\b|that\b|these\b|those\b|his\b|her\b|their\b|all\b)[a-z]+",  # "agreed to provide"
        r"\b(?:gave|made|given|repeated|renewed|confirmed|reaffirmed|restated|reiterated)\s+(?:a|an|his|her|its|their|our|the)\s+(?:\w+\s+)?(?:commitment|undertaking|promise|pledge)\b",
        r"\bexpressed\s+(?:a|an|his|her|its|their|our|the)\s+(?:\w+\s+)?commitment\s+to\s+[a-z]+ing\b",  # "expressed her commitment to keeping it", but not "to the plan"
        r"\b(?:gave|given)\s+(?:an?\s+)?(?:re)?assurances?\s+(?:on|about|of|as\s+to)\s+[a-z]+ing\b",  # "gave assurances on speaking to tenants"
        r"(?<!were\s)(?<!was\s)(?<!is\s)\boffered\s+to\s+(?!be\b|all\b|the\b|those\b|everyone\b|him\b|her\b|them\b)[a-z]+",  # "offered to write"
        r"\b(?:he|she|they|we|i)\s+(?:would|will)\s+be\s+(?:happy|pleased|glad|willing)\s+(?:to|for)\b",  # "he would be happy to help"
        r"(?:^|[,;:.–-]\s|\b(?:and|so|that|but)\s)(?-i:(?!(?:This|That|These|Those|There|It|The|What|Which|Who|If|When|You|They|Anyone|Everyone|People|Users|Members|Residents)\b)[A-Z][\w’'-]+(?:\s+[A-Z][\w’'.-]*){0,2})\s+(?:can\s+(?:set\s+up|send|meet|draft|write|circulate|share|ask|arrange|organise|organize|take\s+(?:on|over|notes|minutes|the)|bring|provide|chase|contact|lead|host)\b|(?:is|was|are|were)\s+(?:happy|willing|glad|keen|prepared|ready)\s+to\s+(?!see\b|hear\b|note\b|be\b|report\b|say\b|learn\b|confirm\b|announce\b|have\b|know\b|receive\b|inform\b|advise\b|accept\b|support\b)[a-z]+|wants?\s+to\s+(?:help|participate|take\s+part|join|volunteer|lead)\b)",  # "Jane can take notes", "Jane Roe is happy to help"
        r"\b(?-i:He|She|They|he|she|they)\s+would\s+be\s+available\b",  # "said he would be available in June"
        r"\bsuggested\s+(?:that\s+)?(?:he|she|they|we|i)\s+could\s+(?!not\b|be\b)[a-z]+",  # "suggested that she could ask"
        r"\b(?:will|would|shall)\s+be\s+(?:an?|the)\s+(?:ongoing|standing|regular|recurring|permanent)\s+(?:task|item|exercise|piece|part|feature|priority|commitment)\b",
        rf"\b(?-i:[A-Z][A-Z&]{{1,6}})\s+(?:is|are|was|were)\s+to\s+(?!{HEDGED}\b)(?!be\b)[a-z]+",  # "SBC were to pay"
        r"\b(?:they|we|i|and|who|[a-z]{3,}(?<!s)s)\s+(?:also\s+|now\s+)?plan\s+to\s+(?!consider)[a-z]+",  # "they plan to raise it"
        r"\b(?:intends?|intended|plans|planned)\s+to\s+(?!consider)[a-z]+|\bintention\s+(?:is|was)\s+to\b",  # "intended to recruit"
        r"\bwants?\s+to\s+see\s+(?:a|an|the)\b|\bwas\s+determined\s+to\b|\bdetermined\s+that\b",  # "wants to see a shift"
        r"\bnext\s+(?:step|stage|phase)\s+(?:is|was|will\s+be|would\s+be)\b",  # "the next stage is for …"
        r"\b(?:is|are|was|were)\s+going\s+to\s+(?!be\b)[a-z]+",  # "is going to publish"
        r"(?:(?-i:^(?!(?:It|This|That|There|What|Which|Who|Nobody|Everyone)\b)[A-Z][\w’'-]+|\b[Ww]e|\bI)\s+(?:is|are|am)|\b(?:I[’']m|[Ww]e[’']re))\s+(?:currently\s+|now\s+|also\s+)?(?:working\s+(?:on|up)|preparing|exploring|drafting|arranging|organising|organizing|pursuing|investigating|finalising|finalizing|putting|drawing\s+up|setting\s+up|writing\s+to|looking\s+into)\b",  # "Jane is drafting a letter"
        r"\b(?:the\s+)?(?:cc|dcc|acc|pcc|chief\s+constable|force|he|she|they)\s+(?:is|are|was|were)\s+to\s+(?!be\b)[a-z]+",  # "the ACC was to write"
    )
)
_OWN = r"(?:^[^,.;]{0,60}?(?<!\bthat\s)|\b(?:he|she|they|we|I)\s+)"  # the sentence's own subject, or a pronoun in it
_DEGREE = r"(?:(?:also|now|still|very|quite|entirely|[a-z]+ly)\s+)*"
ASSURANCES = re.compile(
    rf"{_OWN}(?:was|were|is|am|are|remained|felt)\s+{_DEGREE}(?:confident|satisfied|sure|certain|content|assured\s+by)\b"
    r"|\b(?:re)?assur(?:ed|es|ing)\s+(?!by\b)|\b(?:re)?assurances?\s+(?:was|were|had\s+been|have\s+been|given|that)\b|\bgave\s+(?:an?\s+)?(?:\w+\s+)?(?:re)?assurances?\b"
    r"|\b(?:is|was|were|are)\s+on\s+track\b|\bunder\s+control\b|\bfit\s+for\s+purpose\b|\b(?:is|was|are|were)\s+robust\b"
    r"|\bno\s+(?:delay|concerns?|risk|backlog|outstanding)\b|\bconfirmed\b.*\b(?:complete[d]?|implemented|in\s+place|resolved|cleared|met)\b"
    r"|\b(?:has|have|had)\s+(?:all\s+)?(?:now\s+)?been\s+(?:fully\s+)?(?:completed|implemented|resolved|cleared|addressed)\b|\bbeing\s+prioritised\b",
    re.IGNORECASE,
)  # "was confident that …"
ALOUD = re.compile(
    rf"\b(?:i|we)[’']ll\s+{_ADVERB}(?!{HEDGED}\b)(?!be\b|have\s+to\b)[a-z]{{2,}}", re.IGNORECASE
)  # "I’ll have figures by June", where a label says who speaks
CHALLENGES = re.compile(
    r"\bchallenged\b|\b(?:expressed|with|voiced)\s+(?:(?!no\b)\w+\s+){0,3}(?:concern|disappointment|frustration|dismay|regret)s?\b"
    rf"|{_OWN}(?:was|were|remained|is|felt|became)\s+{_DEGREE}(?:concerned|worried|anxious|troubled|disappointed|dismayed|surprised|shocked|angry|frustrated|alarmed|unhappy|uneasy|unconvinced|unpersuaded|sceptical|critical"
    r"|(?:not|far\s+from|less(?:\s+than)?)\s+(?:\w+ly\s+)?(?:convinced|satisfied|assured|reassured|persuaded|content|happy|willing|prepared|confident|impressed))\b"
    r"|\b(?:did|could|would)\s+not\s+(?:accept|think|believe|agree|regard)\b|\bquestioned\s+(?!about)\w+|\bpressed\s+(?:him|her|them|the|for|[A-Z])"
    r"|\bcriticised\b|\bnot\s+(?:good\s+enough|acceptable|adequate)\b|\bunacceptable\b|\bneeded\s+to\s+(?:see|do\s+better)\b|\bfound\s+(?:it|this|that)\s+(?:remarkable|hard|difficult|odd|strange|unacceptable|extraordinary)"
    r"|\b(?:reminded|recalled)\b.{0,60}\b(?:promise[ds]?|undert(?:aking|ook|aken)|assured|commitment|said|words|had)\b|\bmore\s+than\s+(?:a\s+promise|hope|words)\b|\b(?:third|fourth|second)\s+(?:time|request)\b",
    re.IGNORECASE,
)  # "expressed concern that …"
HOPES = re.compile(
    r"\b(?:would|will|might|may|could)\s+consider\b|\bhope[sd]?\s+(?:to|that)\b|\b(?:may|might|could)\s+(?:be|also)\b|\bif\s+(?:he|she)\s+were\b",
    re.IGNORECASE,
)


_REFUSED = re.compile(
    r"\b(?:no|not|never)\s+(?:make\s+|give\s+|a\s+|any\s+)*(?:promises?|guarantees?|commitments?|undertakings?|commit\b)",
    re.IGNORECASE,
)  # "but could make no promise"
_NOBODYS = re.compile(
    r"^\W*(?:No|Nothing|Nobody|None)\b[^,;.]*\b(?:will|would|shall|to)\b"
)  # "No action will be taken": nobody is to do anything
_BEFORE = re.compile(
    r"\bhad\s+(?:(?:also|already|once|earlier|previously|\w+ly)\s+)*(?:promised|undertaken|pledged|committed|volunteered)\b",
    re.IGNORECASE,
)  # "he had promised to publish it": told of, and not promised now
_INDIRECT = re.compile(
    r"\b(?:how|whether|if|what|why)\b[^,.;:]*"
)  # "… on how a service would be delivered" promises nothing


UNREAL = re.compile(
    rf"\b(?:{UNSURE}|anticipated|predicted|suspected)\s+(?:that\s+)?(?!to\b)[^.;]*"
    r"|\bsuggested\s+that\s+(?!he\b|she\b|they\b|we\b|i\b)[^.;]*"
)
"""What is hoped, feared or denied is not promised: "hoped that the force would recruit"."""


def is_commitment(words: str) -> bool:
    """Say whether the words promise that something will be done."""
    main = UNREAL.sub(" ", _BEFORE.sub(" ", _INDIRECT.sub(" ", words)))
    return not _REFUSED.search(main) and not _NOBODYS.match(main) and any(p.search(main) for p in COMMITMENTS)


def nature(words: str, *, asks: bool, accountable: bool) -> Nature:
    """Return the nature of a statement. `asks`: its verb is one of asking; `accountable`: the speaker answers to others."""
    if CHALLENGES.search(words) and not accountable:
        return "challenge"
    if is_commitment(words):
        return "commitment"
    if ASSURANCES.search(words) and accountable and not asks:
        return "assurance"
    return "report"
