"""docs/due-dates.md is written from the table of rules; UPDATE_GOLDEN=1 writes it anew."""

import os
from pathlib import Path

from assurance_bot.dates import RULES, in_words
from assurance_bot.dates.rules import Example, Rule

PAGE = Path(__file__).parents[1] / "docs" / "due-dates.md"

HEAD = """\
# Due dates

How the words of an action become a due date. This page is written from the table of rules in
`src/assurance_bot/dates` by `UPDATE_GOLDEN=1 pytest tests/test_dates_doc.py`; every line of it is tested.

## Which day

- Days are counted from the meeting that minuted the words; the day of the meeting itself does not count.
- Where words name a span of days, or allow two days, the last is taken: what may not be late is not called late. Where not
  even the last day is certain there is no date; the words are shown as they stand.
- *By* a day or span: its last day. *Before* it: the day before it begins; but *before the end of* is the end itself, and
  *before the next meeting* the day of that meeting.
- A year that is not written: after *by*, *before*, *due* and their like, the first such day on or after the meeting. After a
  mere *on*, *for* or *in*, the nearest such day; where that is past, the words are no due words.
- A year that is written is taken as it stands, also where the day is past; the rule then says so.
- In a due column all words are due words. A day or month without a year that went by in the last three months is read as
  past, because tables carry actions forward.
- Working days leave out Saturdays, Sundays and the bank holidays of the nation that the settings name (`nation` under
  `[bodies]`; England unless it is set). Of which year a bare *Q2* is, `quarters` there says.
- Days that hang on other meetings (*the June meeting*, *the meeting after next*) are looked up in the register of all
  meetings of the body, and beyond its last one in what that announces.

## Which words

1. A date to which something was moved: *extended to*, *deferred to*, *now due*.
2. Words after a deadline's preposition or label: *by*, *before*, *no later than*, *within*, *Deadline:*.
3. Words that name a day otherwise: *on*, *in*, *at*, *for*, *to*; in brackets or after a dash.
4. Due words without a date.

Of equals the first in the text counts; of overlapping words the longest. Words about what is past or about something else
are no due words: *the plan agreed on 3 March*, *since March*, *figures for January*, *over the last two weeks*, *for the
next 12 months*, *calls are answered within 24 hours*.
"""


def date_of(example: Example) -> str:
    return in_words(example.due) if example.due else "none"


def around(example: Example) -> str:
    known = [example.next_meeting] if example.next_meeting else list(example.meetings)
    return f" (later meetings: {', '.join(in_words(day) for day in known)})" if known else ""


def section(rule: Rule) -> str:
    head = (f"### {rule.name}", "", rule.says, "", "| words | minuted on | due |", "|---|---|---|")
    rows = [f"| {e.words} | {in_words(e.meeting)}{around(e)} | {date_of(e)} |" for e in rule.examples]
    return "\n".join((*head, *rows, ""))


def page() -> str:
    dated = [rule for rule in RULES if any(e.due for e in rule.examples)]
    undated = [rule for rule in RULES if rule not in dated]
    parts = (
        HEAD,
        "## Rules that make a date\n",
        *map(section, dated),
        "## Due words without a date\n",
        *map(section, undated),
    )
    return "\n".join(parts)


def test_the_page_on_due_dates_says_what_the_table_of_rules_says() -> None:
    if os.environ.get("UPDATE_GOLDEN") == "1":
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), "run: UPDATE_GOLDEN=1 pytest tests/test_dates_doc.py"
