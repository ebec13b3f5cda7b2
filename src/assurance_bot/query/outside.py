"""What is none of our business: the weather, opinions, poems, jokes, sums, scores, translations, and who we are.

Each form is read from the beginning of what was typed, courtesies left out, and words in quotation marks are not read at
all: "what was said about the weather" and 'who mentioned a "poem"?' are questions for the minutes.
"""
# ruff: noqa: E501  # a row of a table of expressions stays on its line

from __future__ import annotations

import re

FORMS: tuple[tuple[str, str, str], ...] = (
    ("greeting", r"(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|thanks?|thank you|cheers|ta|bye|goodbye|sorry)(?: (?:there|bot|again|everyone|all|so much|very much|a lot))*$", "hello there"),
    ("who we are", r"(?:who|what|how) (?:are|r) (?:you|u)\b(?! (?:able|going))|(?:what|who)(?:['’]?s| is) your name|who (?:made|built|wrote|created|programmed|trained) you|are you (?:an? )?(?:\w+ )?(?:robot|bot|human|ai|person|machine|real|alive|chatgpt|computer|model|happy|sure|there)\b|tell (?:me|us) (?:about|something about) yourself|what can you do|(?:how|what) do you (?:do|work)$|do you (?:like|love|hate|sleep|eat|dream|speak|enjoy|prefer|want|have (?:feelings|a (?:name|favourite)))\b", "who are you?"),
    ("opinion", r"(?:and )?(?:what )?do you (?:personally |really |honestly )?(?:think|believe|agree|feel|reckon)\b|(?:what(?:['’]?s| is| are)|give (?:me|us)) your (?:own )?(?:opinions?|views?|take|thoughts?|guess|advice)\b|in your (?:opinion|view)\b|would you (?:say|recommend|advise|suggest)\b|(?:can|could) you (?:recommend|advise)\b|what would you (?:do|say|recommend|advise|suggest)\b|how would you\b|(?:whom?|which|what) do you (?:like|prefer|favour|trust|support|recommend|suggest)\b|should (?:i|we) (?:trust|believe|vote|sack|fire|like|worry|be worried)\b|who should (?:i|we) (?:vote|trust|believe|sack|fire)\b|who(?:['’]?s| is) (?:right|wrong|the (?:best|worst|nicest|cleverest))\b|who do you (?:think|believe|reckon)\b|what should (?:i|we) (?:think|believe)\b", "do you think the chief is any good?"),
    ("something to be written", r"(?:i (?:want|need|would like) you to |help (?:me|us) (?:to )?)?(?:write|compose|draft|make up|invent|sing|recite|tell|give|prepare|create|generate|do)(?: (?:me|us|him|her|them))?(?: up)? (?:an?|another|some|my) (?:\w+ ){0,2}?(?:poems?|songs?|jokes?|story|stories|limericks?|haikus?|rhymes?|raps?|sonnets?|ballads?|essays?|speech|press releases?|e-?mails?|letters?|tweets?|blogs?|posts?|riddles?|prayer|toast|code|script|program|slogan)\b|(?:write|draft)(?: me)? an? (?:reply|response|answer) to |(?:poem|joke|song|limerick|haiku)(?: (?:please|about|on)\b.*)?$", "write me a poem about the chief"),
    ("weather", r"(?:(?:what|how)(?:['’]?s| is| will)|what) (?:the |our )?weather(?: (?:be|going|like|today|tonight|tomorrow|outside|this|in|at|now|for|forecast|doing)\b.*)?$|(?:the )?weather(?: (?:forecast|report|today|tomorrow|now|this week|please))*$|(?:will|is|does|did) it (?:going to |gonna )?(?:be )?(?:rain|snow|sunny|hot|cold|warm|raining|snowing|windy|freezing)\b|how (?:hot|cold|warm) is it\b|do i need (?:an? )?(?:umbrella|coat)", "what's the weather like today?"),
    ("sum", r"(?:(?:what(?:['’]?s| is)|how much is|calculate|compute|work out|solve|evaluate) )?(?:the )?(?:sum of |square root of |cube of )?(?:\d[\d.,]*|\(.*\))\s*(?:[+*×÷^]|(?<=\s)[-/x](?=\s)|\b(?:plus|minus|times|multiplied by|divided by|over|squared|cubed|to the power of|% of|percent of|per cent of)(?!\w))\s*(?:\(?\d[\d\s.,+*×÷^/x()-]*)?=?$|(?:(?:what(?:['’]?s| is)|calculate) )?(?:the )?(?:square|cube) root of\b", "what is 17 times 23?"),
    ("sport", r"(?:who|which team) (?:won|wins|will win|is winning|is going to win|lost|beat|scored) (?:the |at |in |on )?(?:(?!contract|tender|bid|award|vote|case|appeal)\w+ ){0,4}(?:match|game|cup|league|final|championship|derby|race|grand prix|election|lottery|football|cricket|rugby|tennis|olympics|euros|oscars?)\b|(?:what(?:['’]?s| is| was| were)|give me) (?:the )?(?:\w+ )?(?:football|cricket|rugby|match|tennis) (?:scores?|results?)\b|(?:football|cricket|rugby|tennis)(?: (?:scores?|results?|today|tonight|fixtures))*$|what(?:['’]?s| is| was) the score\b|who do you support|when (?:do|does|are|is) \w+(?: \w+)? (?:play|playing|kick(?:ing)? off)(?: (?:next|today|tomorrow|tonight|on|at|against)\b.*)?$", "who won the match last night?"),
    ("translation", r"translate\b|how (?:do|would|can) (?:you|i|we) say\b.*\bin (?:french|german|spanish|welsh|polish|italian|latin|russian|chinese|arabic|urdu|punjabi|hindi|irish|gaelic|japanese|portuguese|romanian)\b|what(?:['’]?s| is) (?:the )?(?:french|german|spanish|welsh|polish|italian|latin|russian|chinese|arabic|urdu|punjabi|hindi|irish|gaelic|japanese|portuguese|romanian)(?: word)? for\b", "translate this into Welsh"),
    ("clock", r"what(?:['’]?s| is)? (?:the )?(?:time|day|date)(?: is it| today| now| right now)*$|what(?:['’]?s| is) today(?:['’]?s date)?$|(?:is it|what) (?:christmas|my birthday)\b", "what time is it?"),
    ("kitchen and chance", r"(?:(?:give|find|tell|show) (?:me|us) |what(?:['’]?s| is) )?(?:an?|the|some|your) (?:\w+ )?recipes? for (?!disaster|success)|how do (?:i|you) (?:cook|bake|boil|make) (?:an? |the |some )?\w+$|what(?:['’]?s| is) (?:the meaning of life|for (?:lunch|dinner|tea))\b|(?:tell|read) my (?:fortune|horoscope)|(?:flip|toss) a coin|(?:play|sing|dance)(?: (?:me|us|for|with)\b.*)?$|(?:order|book|buy|get) (?:me|us) (?:an?|some)\b", "a recipe for soup"),
)  # fmt: skip
"""What is asked: a name, a pattern of its beginning, an example."""

_COURTESY = re.compile(
    r"^(?:[\s,.!?]*(?:please|pls|(?:can|could|will|would) you(?: please)?(?= (?:write|compose|draft|make|sing|recite|tell|give|translate|calculate|compute|work|do|help|prepare|create|generate|solve|summari|flip|toss|order|book|play))|hi|hello|hey|ok|okay|so|well|now|just|bot|actually|by the way|btw)(?=[\s,.!?])[\s,.!?]*)+",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“][^\"”]{0,400}[\"”]")
_END = re.compile(r"(?:[\s,.!?]|\b(?:please|pls|thanks|thank you|then|mate)(?=[\s,.!?]*$))+$", re.IGNORECASE)
_TABLE = tuple((name, re.compile(rf"(?:{pattern})", re.IGNORECASE)) for name, pattern, _ in FORMS)


def outside(words: str) -> str:
    """Return the name of the form that what was typed has, "" where it may be a question for the minutes."""
    typed = " ".join(_QUOTED.sub(" ", words[:400]).split())
    for start in dict.fromkeys((_COURTESY.sub("", typed), typed)):
        core = _END.sub("", start) or typed.rstrip(" ,.!?")
        for name, pattern in _TABLE:
            if core and pattern.match(core):
                return name
    return ""
