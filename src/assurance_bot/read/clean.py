"""Bytes to text that people can read: the encoding told apart, ends of lines alike, invisible characters gone.

What is cleaned here is part of reading: `Document.text` is the cleaned text, and every span counts in it.
"""

import re

import ftfy
import ftfy.badness

from assurance_bot.errors import SourceError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)  # soft hyphens, zero widths, direction marks
_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029]")


def decode(data: bytes, source: str) -> str:
    """Return the text of `data`: by its mark, else UTF-8, else Windows-1252.

    Raises SourceError where the bytes are no text: more than one in fifty is a control character, or they hold NULs.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    controls = len(_CONTROL.findall(data))
    if b"\x00\x00" in data or controls * 50 > len(data):
        raise SourceError(source, "this is no text file, whatever its name says", "Give it the suffix of what it is.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def clean(text: str) -> str:
    r"""Return `text` with "\n" between lines, NUL as U+FFFD, invisible characters gone and mojibake mended."""
    text = _INVISIBLE.sub("", _ENDS.sub("\n", text)).replace("\x00", "\ufffd")
    if ftfy.badness.is_bad(text):
        text = "\n".join(ftfy.fix_encoding(line) for line in text.split("\n"))
    return text
