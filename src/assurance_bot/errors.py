"""Errors of use and set-up; each writes its own sentence: what is wrong, what was expected, what to do.

    AssuranceError
      ConfigError          the configuration cannot be used
      SourceError          a file of minutes cannot be read at all
      NoGenerationError    nothing has been indexed yet
      DamagedError         a generation cannot be opened
        OtherVersionError  another version of this program wrote it
      BusyError            another job is building
      RefusedError         what was built is not fit to be published
      ArchiveError         an original that is to be read again is missing or damaged
      NotFoundError        no record, meeting or source by that name
      DateError            a date given by a person cannot be understood
      BackupError          a backup cannot be made, or is not whole
      LedgerError          the ledger cannot be read or written
      AccessError          somebody may not see or do that
      NoteError            what somebody wants noted in the ledger cannot be

A fault in the minutes themselves is no error: it is a `Problem`, a value that is collected and never stops a build.
"""

from pathlib import Path


def _printable(words: str) -> str:
    """Return words that somebody typed, with U+FFFD for each character that cannot be shown."""
    return "".join(char if char.isprintable() else "\ufffd" for char in words)


class AssuranceError(Exception):
    """Base of everything this package raises on purpose; `str()` is a sentence fit to show to a user."""


class ConfigError(AssuranceError):
    """The configuration is missing, unreadable, or says something that cannot be used."""


class SourceError(AssuranceError):
    """A file of minutes cannot be read; it is left out, named, and the build goes on."""

    def __init__(self, source: str, wrong: str, remedy: str) -> None:
        super().__init__(f"{source}: {wrong}. {remedy}")
        self.source, self.wrong, self.remedy = source, wrong, remedy


class NoGenerationError(AssuranceError):
    """There is no published generation to answer from."""

    def __init__(self, index: Path) -> None:
        super().__init__(
            f"Nothing has been indexed in {index} yet. Run: assurance-bot --index {index} reindex MINUTES_FOLDER"
        )


class DamagedError(AssuranceError):
    """A published generation cannot be opened; rebuilding mends it, the minutes being the only truth."""

    def __init__(self, generation: Path, wrong: str) -> None:
        super().__init__(f"The generation {generation.name} is damaged ({wrong}). Run: assurance-bot reindex")


class OtherVersionError(DamagedError):
    """Another version of this program wrote a generation: it is never read, but built anew."""

    def __init__(self, generation: Path, *, found: object, wanted: str) -> None:
        AssuranceError.__init__(
            self,
            f"The generation {generation.name} was written by another version of this program (its form is {found}, and "
            f"this one reads {wanted}), so it is not read. Run: assurance-bot reindex",
        )


class BusyError(AssuranceError):
    """Another job holds the lock of this index."""

    def __init__(self, index: Path) -> None:
        super().__init__(f"Another job is building in {index}. Wait for it to end, or look for a running 'reindex'.")


class RefusedError(AssuranceError):
    """A generation was built and is not published; the one before it answers on."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(f"Nothing was published: {why}. {remedy}")
        self.why, self.remedy = why, remedy


class ArchiveError(AssuranceError):
    """An original cannot be read again from the archive."""

    def __init__(self, path: Path, wrong: str) -> None:
        super().__init__(f"The archive lacks an original: {wrong} ({path}). Restore that file from a backup.")


class NotFoundError(AssuranceError):
    """Nothing here is called that."""

    def __init__(self, what: str, name: str, *, near: tuple[str, ...] = ()) -> None:
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        super().__init__(f"There is no {what} called “{_printable(name)}”.{hint}")


class DateError(AssuranceError):
    """A date given on the command line or in a message cannot be understood."""

    def __init__(self, written: str) -> None:
        super().__init__(f"“{_printable(written)}” is not a date I can read. Write it as 2019-03-01 or 1 March 2019.")


class BackupError(AssuranceError):
    """A backup cannot be made, or what lies in a folder is no whole backup; nothing was changed."""


class LedgerError(AssuranceError):
    """The ledger cannot be read or written; what was noted before is as it was."""

    def __init__(self, ledger: Path, wrong: str, remedy: str) -> None:
        super().__init__(f"The ledger {ledger}: {wrong}. {remedy}")
        self.wrong, self.remedy = wrong, remedy


class AccessError(AssuranceError):
    """Somebody may not see or do what they ask for; the sentence tells no word of it."""


class NoteError(AssuranceError):
    """What somebody wants noted cannot be; the sentence says what was expected."""
