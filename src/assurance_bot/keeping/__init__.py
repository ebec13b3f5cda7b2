"""Keeping an index safe: whether every byte is what was written (`faults_of_index`), and copies (`backup`, `restore`)."""

from assurance_bot.keeping.backup import BackedUp, backup
from assurance_bot.keeping.faults import Fault, faults_of_backup, faults_of_index
from assurance_bot.keeping.restore import Restored, restore

__all__ = ["BackedUp", "Fault", "Restored", "backup", "faults_of_backup", "faults_of_index", "restore"]
