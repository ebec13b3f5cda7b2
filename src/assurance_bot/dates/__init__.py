"""Dates in words: calendar dates in running text, due words of actions, periods in questions, references to meetings.

Pure: no clock and no I/O. Days in and days out are `datetime.date`; spans of days are inclusive.
"""

from assurance_bot.dates.due import RULES, Due, find_due, hangs_on_meetings, read_due_cell
from assurance_bot.dates.periods import Period, find_period, read_day
from assurance_bot.dates.references import Mentioned, find_references
from assurance_bot.dates.written import WrittenDate, WrittenMonth, find_dates, find_months, in_words, read_date

__all__ = [
    "RULES",
    "Due",
    "Mentioned",
    "Period",
    "WrittenDate",
    "WrittenMonth",
    "find_dates",
    "find_due",
    "find_months",
    "find_period",
    "find_references",
    "hangs_on_meetings",
    "in_words",
    "read_date",
    "read_day",
    "read_due_cell",
]
