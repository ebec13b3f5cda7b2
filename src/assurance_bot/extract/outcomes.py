"""The outcomes of decisions in words: what a body agreed, approved, noted, rejected or deferred, by the form of the sentence.

A passive tells of this meeting unless it names another; an active one has the body for its subject. What is written in
capitals among words that are not ("Members AGREED the rota") is a decision by its typography.
"""
# a row of a table of expressions stays on its line

from __future__ import annotations

import re
from functools import cache, lru_cache

from assurance_bot.extract.reading import Reading
from assurance_bot.records import Outcome

BODY = r"(?:[Tt]he\s+)?(?:[Mm]eeting|[Bb]oard|[Pp]anel|[Cc]ommittee|[Ss]ub-?[Cc]ommittee|(?:(?:[Pp]arish|[Tt]own|[Cc]ommunity)\s+)?[Cc]ouncil|[Gg]overnors|[Gg]overning [Bb]ody|[Gg]roup|[Ff]orum|[Tt]rust|[Aa]uthority|[Tt]rustees|[Mm]embers(?: of the \w+| present)?|[Cc]ouncillors|[Dd]irectors|[Cc]abinet|[Tt]eam|[Ee]xecutive|[Aa]ssembly|[Pp]lenum|[Aa]ttendees|[Pp]articipants|[Tt]hose present|[Ee]veryone|[Ee]verybody|[Aa]ll(?: (?:present|those present|members|parties|councillors))?)"
FREELY = r"(?:(?:also|further|then|subsequently|unanimously|therefore|all|has|have|formally|later|now|duly|generally|again|finally|provisionally)\s+)*"
_MINUTES = r"[Mm]inutes\b(?![^.;]{0,160}\b(?:to be|not|for (?:approval|signature))\b)[^.;]{0,160}?\b(?:(?:accepted|approved|confirmed|adopted|signed) (?:and signed )?(?:as|by)|taken as)\b"
_PAPER = r"(?:[Qq]uot(?:e|es|ation|ations)|[Tt]enders?|[Oo]ffer|[Rr]esignation|[Pp]roposals?|[Mm]otion|[Ss]uggestions?|[Rr]ecommendations?|[Nn]ominations?|[Rr]eport|[Aa]ccounts|[Tt]erms|[Bb]ids?|[Ee]stimate|[Aa]mendments?|[Cc]hanges?|[Bb]udget|[Mm]inutes|[Pp]lan|[Pp]olicy|[Pp]olicies|[Aa]pplication)"
_ENTRY = rf"^[A-Z][^.;:]{{0,60}}?{_PAPER}(?:\s[–—-]|:)\s+"  # "Charging Policy – ", and what became of it
PASSIVE: tuple[tuple[Outcome, str, str], ...] = (
    ("deferred", r"(?:[Aa]pproval|[Dd]ecision|[Dd]iscussion|[Ii]tem|[Vv]ote|[Cc]onsideration)\b[^.;]{0,60}\b(?:was|were) (?:postponed|tabled)\b|(?<!not )(?:was|were|be|is) deferred(?! no )|decision .{0,60}\bdeferred|(?:(?:it was|was) |^)(?:agreed|decided|resolved) to (?:defer|postpone)|^(?:Deferred|Postponed|KIV|Parked|On hold|Held over|Put (?:off|on hold))\b[^.]{0,60}\b(?:until|till|pending|(?:to|for)(?= the | a | next | [A-Z]))", "The bench was deferred"),
    ("rejected", r"(?:was|were) (?:rejected|refused|not approved|not agreed|turned down)|[Mm]otion (?:was |is )?(?:lost|defeated|not carried|rejected)", "The motion was lost"),
    ("approved", r"(?:was|were|be|is|and) (?:unanimously |formally |duly )?(?:approved|adopted|ratified|accepted as (?:an? )?(?:true|correct|accurate)|authorised for payment|approved for payment)(?! by (?:the )?(?!meeting|board|council|committee|members|panel|governors|group|all|those)[A-Z])|[Pp]roposed\b.{2,80}\b[Ss]econded|[Aa]pproved\.?$|[–—-]\s+(?:[Pp]assed|[Cc]arried|[Aa]pproved|[Aa]dopted)\s+unanimously\.?$|^Approved? (?:unanimously|without (?:objection|dissent)|and signed)\b", "The accounts were approved"),
    ("approved", rf"{_MINUTES}|^(?:[Tt]he )?{_PAPER} (?:accepted|approved|adopted)\b|\b(?:[Cc]ontract|[Bb]id|[Tt]ender|[Gg]rant|[Ff]unding)s?\b[^.;]{{0,60}}\b(?:was|were) awarded to\b|{_PAPER}\b[^.;]{{0,100}}\b(?:was|were)\b[^.;]{{0,40}}?\b(?:accepted|carried|passed)|{_PAPER}\b[^.;]{{0,100}}\b(?:accepted|approved|adopted|carried)\.?$|\b[Vv]ote\b[^.;]{{0,60}}\b(?:passed|carried|passes)|(?:was|were) proposed(?:,| and)[^.;]{{0,40}}(?:agreed|carried|accepted)", "The quotation from Acme was accepted"),
    ("approved", r"[Mm]otion (?:was |is )?(?:unanimously )?(?:carried|carries|passed|passes|approved|adopted)|(?:[Dd]ispensations?|[Aa]pproval|[Cc]onsent|[Aa]uthority)\b[^.;]{0,40}\b(?:was|were) (?:\w+ly )?(?:granted|given)(?! by (?:the )?(?!meeting|board|council|committee|members|panel|governors|group|all|those)\w)|(?:was|were) (?:\w+ly )?(?:authorised|empowered|mandated) to", "Motion carried"),
    ("approved", r"(?:was|were|be) (?:duly |unanimously |formally )*(?:re-?)?(?:elected|co-?opted)(?! by (?:the )?(?:electorate|residents|voters))|(?:was|were) (?:duly|unanimously|formally) (?:re-?)?appointed|(?:was|were) appointed (?:as|to (?:the|represent|serve|be))\b(?![^.]*\b(?:in (?:[A-Z]|20\d\d)|last|by (?:the )?[A-Za-z]|from \d|since))|[Rr]e-?elected\b|[Ee]lected\.?$|[Ee]lected (?:unopposed|unanimously|as (?:the )?(?:[Cc]hair|[Vv]ice|[Ss]ecretary|[Tt]reasurer|[Pp]resident)|[Cc]hair|[Vv]ice|[Ss]ecretary|[Tt]reasurer|[Pp]resident)", "Cllr Roe was elected Chair"),
    ("approved", rf"{_ENTRY}(?:approved|adopted)(?: (?:subject to|with|as)\b|\.?$)", "Charging Policy – approved subject to one change"),
    ("agreed", rf"{_ENTRY}agreed(?: (?:subject to|with|as)\b|\.?$)", "Charging Policy: agreed"),
    ("deferred", rf"{_ENTRY}(?:deferred|postponed)\b", "Lone Working Policy – deferred to May"),
    ("approved", r"(?:was|were) (?:moved|proposed|signed|taken|passed|confirmed) as (?:being )?(?:an? )?(?:correct|true|accurate)\b", "These were moved as correct by Ann Roe"),
    ("approved", r"(?:[Nn]ominated|[Mm]oves|[Mm]oved|[Pp]roposes)\b.{2,200}\b[Ss]econd(?:ed|s)\b|unanimous(?:ly)? (?:supported?|endorsed|passed|carried|accepted|approv\w+|in favour)", "JR moves to close; TP seconds"),
    ("agreed", rf"[Ii]t (?:was|has been|is) {FREELY}(?:agreed?|resolved|decided)|[Ii]t was {FREELY}(?:proposed|suggested|moved|recommended)\b[^.;]{{0,200}}?\b(?:and|was) {FREELY}(?:agreed|carried|approved|accepted)|(?:was|were|been) {FREELY}agreed|(?<!item )(?<!issue )(?<!matter )(?<!problem )(?<!query )(?<!dispute )(?<!fault )(?<!complaint )(?:was|were|been) {FREELY}resolved|[Mm]inutes\b[^.;]{{0,160}}\bagreed as\b|(?:[–—:]|(?<=\s)-)\s*(?:AGREED|[Aa]greed)\b(?! (?:to|that|by)\b)|^(?:AGREED|Agreed)\b", "It was agreed to go on"),
    ("agreed", r"^(?:[Tt]here was |[Bb]y )?(?:(?:[Gg]eneral|[Uu]nanimous|[Ff]ull|[Tt]he|[Bb]road|[Rr]ough|[Cc]lear)\s+)*(?:[Aa]greement|[Cc]onsensus)\b(?: was| is)?(?: reached)?(?: to| that| on)|^#?(?:agreed|AGREED)\b(?=[: ])|(?:>|:)\s#agreed\b", "There was general agreement that"),
    ("agreed", r"(?:[Aa]|[Tt]he) decision (?:(?:was|is|has been) )?(?:(?:made|taken|reached) )?(?:to|that)\b", "A decision was taken to go on"),
    ("agreed", r"^(?:Decided|Resolved|Voted) (?:to|that|on|not)", "Decided to go on"),
    ("approved", r"^(?:Approved|Adopted|Accepted|Ratified|Authorised|Endorsed) (?:the|a|an|payment|unanimously|as|without|with|subject)", "Approved the accounts"),
    ("agreed", r"^(?:\w+:\s+)?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)? to (?:take over|act|serve|stand in|continue|remain|stay on) (?:\w+ly )?as", "Jane to take over as treasurer"),
    ("noted", r"(?:^|[:–—-]\s)(?:NOTED|[Nn]oted)\b|(?:was|were|be) received and noted|^The [\w’'-]+(?: [\w’'-]+){0,5} (?:was|were) noted\.?$|(?:[Rr]eports?|[Uu]pdates?|[Mm]inutes|[Aa]ccounts|[Bb]alances?|[Rr]econciliation|[Cc]orrespondence|[Ll]etters?|[Pp]apers?|[Pp]osition|[Rr]esignation|[Pp]lans?|[Ss]tatements?|[Ff]igures|[Ii]nformation|[Cc]ontents?|[Pp]rogress|[Dd]ates?|[Dd]ocuments?|[Bb]udget|[Pp]resentation|[Rr]egister|[Rr]ecommendations?|[Oo]utcome|[Ii]tems?|[Pp]ayments?|[Rr]eceipts?)\b[^.;]{0,80}\b(?:was|were|be) noted(?! (?:that|for|from)\b)", "The report was noted"),
)  # fmt: skip
_ACTIVE: tuple[tuple[Outcome, str], ...] = (
    ("deferred", r"(?:deferred|postponed)"),
    (
        "rejected",
        r"(?:rejected|refused|declined|disagreed|did not (?:agree|approve|support)|objected to|voted against)",
    ),
    (
        "approved",
        r"(?:approve[ds]|adopt(?:ed|s)|ratifie[ds]|endorse[ds]|authorised|authorises|elected|co-?opted|appointed)",
    ),
    (
        "agreed",
        r"(?:(?:agreed|agrees)(?! with\b)|resolved|resolves|decide[ds]|opted (?:to|for)|settled on|chose to|support(?:s|ed) (?:the|this) (?:application|proposal)|(?:had|has|raised|made) no (?:objections?|comments?)|accept(?:ed|s)|concluded that|voted[^.;]{0,30}? (?:to|for|in favour|that)|delegated|consented to|(?:was|were) (?:\w+ )?(?:in favour|in agreement|(?:content|happy|willing|minded) to (?:approve|support|agree|accept|adopt|fund))|move[ds],?(?: \w+ly,?)? (?:that\b|to (?!the\b|a\b|an\b|items?\b|agenda\b|next\b|discuss\b|consider\b))|(?:thought|felt|considered|believed)\b[^.;]{0,120}\bthat\b[^.;]{0,120}\bshould)",
    ),
    (
        "noted",
        r"(?:noted|(?<!has )(?<!have )(?<!had )received(?! (?:(?:an?|the|no|some|several|two|three|\d+) )?(?:[\w’'-]+ ){0,2}?(?:notifications?|notice|letters?|e-?mails?|calls?|complaints?|quer(?:y|ies)|enquir(?:y|ies)|requests?|quot(?:e|es|ation|ations)|donations?|grants?|funding|payments?|cheques?|invitations?|thanks|news|money|£)))(?! that)",
    ),
)
_RESOLVED = re.compile(r"\bRESOLVED\b|^Resolved\b|^RESOLUTION\b")
_CAPITALS: dict[str, Outcome] = {
    "AGREED": "agreed",
    "APPROVED": "approved",
    "ADOPTED": "approved",
    "ACCEPTED": "approved",
    "RATIFIED": "approved",
    "DEFERRED": "deferred",
    "REJECTED": "rejected",
    "NOTED": "noted",
    "RECOMMENDED": "agreed",
}
_IN_CAPITALS = re.compile(rf"\b(?P<word>{'|'.join(_CAPITALS)})\b")
_VERDICTS: tuple[tuple[Outcome, str], ...] = (
    (
        "rejected",
        r"(?:object(?:ed|ions?)?|refusal|recommend(?:ed)? refusal|not supported|oppose[d]?|rejected|declined)",
    ),
    (
        "approved",
        r"(?:support(?:ed)?|approv(?:e|ed|al)|recommend(?:ed)? approval|no objections?(?: (?:raised|made))?|no comments?|adopted|accepted|carried|passed|ratified|granted)",
    ),
    ("deferred", r"(?:deferred|postponed)"),
)  # what stands after the dash or colon that ends an entry: "Shed at 5 High Street – no objection"
_VERDICT = tuple(
    (
        outcome,
        re.compile(
            rf"(?:[–—:]|\s-|(?<=\w)-)\s*(?:(?:the\s+)?(?:PC|Council|Board|Committee)\s+)?{p}\.?$", re.IGNORECASE
        ),
    )
    for outcome, p in _VERDICTS
)
_TIERS = frozenset(
    {"District", "County", "Borough", "City", "Regional", "Shire", "Unitary", "Health", "Police", "Fire"}
)
_FORMAL = re.compile(
    r"\b(?P<who>[A-Z][\w/’'-]*(?:\s[A-Z][\w’'-]+)?)\s+(?:formally\s+)?(?P<verb>approved|authorised|rejected|refused(?! to\b)|ratified|adopted)\b"
)


_HAVING = re.compile(
    r"\b[Hh]aving\s+(?:(?:been|also|already|[a-z]+ed|and|[a-z]+ly)\s+){0,4}?"
    r"(?:approved|agreed|adopted|accepted|ratified|elected|resolved|decided|deferred|rejected|noted)\b[^,.;]*"
)  # "Having assessed and approved the plans, …" tells what went before
_REFUSED = re.compile(
    r"\b(?:not (?:to )?be|be not|was not|were not) (?:\w+ly )?(?:approved|adopted|ratified|accepted|supported|granted)\b"
)  # "resolved that the scheme should not be adopted"


def outcome_of(words: str, reading: Reading) -> Outcome | None:
    """Return the outcome the words state, or None: "RESOLVED that the paper be noted" → "noted"."""
    words = _HAVING.sub(" ", words)
    if _REFUSED.search(words):
        return "rejected"
    if _RESOLVED.search(words):
        others: tuple[Outcome, ...] = ("deferred", "rejected", "approved", "noted")
        return next((outcome for outcome in others if re.search(rf"\bbe {outcome}\b", words)), "agreed")
    if (capital := _IN_CAPITALS.search(words)) and re.search(r"\b[a-z]{2,} [a-z]{2,}", words):
        return _CAPITALS[capital["word"]]
    for outcome, pattern in _passives():
        if pattern.search(words):
            return outcome
    for outcome, pattern in _actives(reading.collective):
        if (own := pattern.search(words)) and not _of_another(words, own, reading):
            return outcome
    formal = _FORMAL.search(words)
    if formal and (party := reading.people.resolve(formal["who"])) and (party.role or party.person):
        return "rejected" if formal["verb"] in ("rejected", "refused") else "approved"
    return None


def _of_another(words: str, found: re.Match[str], reading: Reading) -> bool:
    """Say whether who decides is another council or authority, by the word before: "the District Council approved"."""
    if not re.match(r"\s*(?:Council|Authority|Trust|Board|Committee|Panel)\b", found[0]):
        return False
    before = re.search(r"\b([A-Z][\w’'-]+)\s*$", words[: found.start()])
    return bool(before and before[1] in _TIERS and before[1] not in reading.meeting.body)


def verdict(words: str) -> Outcome | None:
    """Return the verdict that ends an entry of a few words: "Shed at 5 High Street – no objection" → "approved"."""
    return next((outcome for outcome, pattern in _VERDICT if pattern.search(words)), None)


@cache
def _passives() -> tuple[tuple[Outcome, re.Pattern[str]], ...]:
    return tuple((outcome, re.compile(rf"(?:(?<!\w)|(?<=\s))(?:{pattern})(?!\w)")) for outcome, pattern, _ in PASSIVE)


@lru_cache(maxsize=8)
def _actives(collective: str) -> tuple[tuple[Outcome, re.Pattern[str]], ...]:
    """Return the expressions for what the body itself does; `collective` are the words it calls itself by."""
    who = rf"(?:{BODY}|[Ww]e|[Ii]t{'|' + collective if collective else ''})"
    return tuple(
        (
            outcome,
            re.compile(rf"(?:^|(?<=\s)|(?<=\()){who}\s+(?:[^,.;]{{0,60}}\s(?:and|but)\s+)?{FREELY}(?i:{verbs})\b"),
        )
        for outcome, verbs in _ACTIVE
    )
