"""The register: all that was found in the minutes, in one SQLite file that is written once and then only read."""

from assurance_bot.store.finding import Kind
from assurance_bot.store.reading import Holder, Register
from assurance_bot.store.schema import KINDS
from assurance_bot.store.versions import superseded
from assurance_bot.store.writing import write

__all__ = ["KINDS", "Holder", "Kind", "Register", "superseded", "write"]
