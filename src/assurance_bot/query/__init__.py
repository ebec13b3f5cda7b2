"""A person's words to a `Query`, by a small grammar of tokens.

    question  = { shape | choice | period | status | subject | who | topic | frame }
    period    = any span of days that `dates.find_period` reads      "in January 2019", "since 2020", "since the new CC"
    who       = an office by abbreviation, title or short form, or a person by name, surname or initials
                                                                     "CC", "the chief", "chief constable", "Ann Roe", "Roe"
    subject   = what kind of record is wanted                        "commit to", "promised", "asked", "decided", "said"
    status    = open | overdue | late | due | closed | all           "overdue actions", "what is outstanding"
                [ "on" a day past ]                                  "overdue on 30 June", as it stood then
    shape     = history | last | first | often | changed | brief     "history of", "when was … last raised", "what changed"
    choice    = what else a list must fulfil, and its order          "with no owner", "turned down", "longest overdue first"
    topic     = words in quotes, acronyms, and whatever is left      "on IVM", "about digital forensics"
    fact      = what is asked of meetings themselves, if all else is read
                                                                     "who attended …", "who was the CC in …"
    without   = words to be left out                                 "but not renewals", "-renewals", "except the CFO's"
    frame     = words that only hold the question together           "what did the … about"

The longest form wins; after "on" or "about" only whom and when are read, the rest is the topic. What a person typed is
never a pattern, so nothing in it is special.
"""

from assurance_bot.query.following import follow, form_of, starts_anew
from assurance_bot.query.grammar import asks, asks_summary, parse_query
from assurance_bot.query.marking import in_one_line, unread_spans
from assurance_bot.query.outside import outside
from assurance_bot.query.shapes import LONGEST, Choice, FactName, Query, Shape, Subject, Vocabulary, Wanted
from assurance_bot.query.who import acting, short_forms

__all__ = [
    "LONGEST",
    "Choice",
    "FactName",
    "Query",
    "Shape",
    "Subject",
    "Vocabulary",
    "Wanted",
    "acting",
    "asks",
    "asks_summary",
    "follow",
    "form_of",
    "in_one_line",
    "outside",
    "parse_query",
    "short_forms",
    "starts_anew",
    "unread_spans",
]
