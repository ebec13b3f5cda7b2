"""Who speaks in minutes whose attendance does not list them: names of one word, known by what the minutes do with them.

Such a word is nowhere written in small letters, and stands again and again where a speaker does: "Steve reported …", "It was
agreed after Steve asked …". A word that names a body of people ("Members") is left out; it is no one's name.
"""

from __future__ import annotations

import re
from collections import Counter

from assurance_bot.extract.voices import AGREE, ASK, GENERIC, SAY

_AGAIN = 2  # times
_SPEAKS = re.compile(
    rf"(?:(?:^|(?<=[.;:!?*>)•]))\s*|\b(?:and|but|that)\s+)(?P<name>[A-Z][a-z’'-]+[a-z])\s+(?:(?:also|then|has|had)\s+)?(?:{SAY}|{AGREE}|{ASK})\b",
    re.MULTILINE,
)
_NOBODY = re.compile(
    rf"(?:{GENERIC}|Nobody|Everyone|Everybody|Someone|Somebody|Anyone|Councillors?|Cllrs?|Trustees?|Directors?|Officers?|Residents?|Others?|Both|Some|None|All|Apologies|Thanks|Minutes)"
)


def heard(text: str) -> frozenset[str]:
    """Return the names of one word that speak in a text several times and are never written in small letters."""
    said = Counter(found["name"] for found in _SPEAKS.finditer(text))
    often = [name for name, times in said.items() if times >= _AGAIN and not _NOBODY.fullmatch(name)]
    return frozenset(name for name in often if not re.search(rf"\b{name.lower()}\b", text))
