"""What a backup says of itself: when it was made, of which generation, and the hash of each of its files and of this."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from assurance_bot.errors import BackupError
from assurance_bot.keeping.files import write as write_file

FILE = "manifest.json"
FORM = 1
"""The form of a backup; one of a later form is refused, not guessed at."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files` gives the hash of each file by name; `entries` counts those of the ledger; `generation` is the one kept."""

    made_at: str
    version: str
    generation: str
    entries: int
    files: Mapping[str, str]
    form: int = FORM


def write(folder: Path, held: Manifest) -> None:
    """Write the manifest of a backup."""
    write_file(folder / FILE, _as_text(asdict(held)))


def read(folder: Path) -> Manifest:
    """Return the manifest of a backup. Raises BackupError where it is not what was written, or of a later form."""
    try:
        text = (folder / FILE).read_bytes().decode("utf-8")
        whole = json.loads(text)
        held = {name: value for name, value in whole.items() if name != "digest"}
        found = int(held["form"])
        same = text == _as_text(held)
    except OSError as error:
        raise BackupError(f"{folder / FILE} cannot be read ({error.strerror}), so this is no whole backup.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError(f"{folder / FILE} is not what was written, so this is no whole backup.") from error
    if not same:
        raise BackupError(f"{folder / FILE} is not what was written, so this is no whole backup.")
    if found > FORM:
        raise BackupError(f"{folder} was made by a newer version of this program. Install that version to restore it.")
    if outside := [name for name in held["files"] if _leads_out(name)]:
        raise BackupError(f"{folder / FILE} names {outside[0]}, which lies outside the backup. Nothing was read.")
    return Manifest(**held)


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts


def _as_text(held: Mapping[str, object]) -> str:
    digest = hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()
    return json.dumps({**held, "digest": digest}, indent=1, ensure_ascii=False) + "\n"
