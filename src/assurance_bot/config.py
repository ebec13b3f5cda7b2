"""Settings: a TOML file, `config.example.toml` says each. What is not set has the default written here.

Secrets are never settings: tokens come from the environment.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assurance_bot.bodies import NO_BODIES, Bodies
from assurance_bot.errors import ConfigError
from assurance_bot.read.tesseract import LANGUAGE
from assurance_bot.stating import read_bodies

DEFAULT = Path("config.toml")
ENGINES = ("whoosh", "fts5")
EVERY = ("day", "week", "never")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings. Folders are absolute; relative ones in the file are taken from the file's folder."""

    minutes: tuple[Path, ...] = ()
    index: Path = field(default_factory=lambda: Path("index").absolute())
    engine: str = "whoosh"
    limit: int = 10
    ocr: bool = False
    ocr_language: str = "eng"
    reindex_channel: str = ""
    reindex_max_age: int = 26
    digest_every: str = "week"
    digest_weekday: str = "monday"
    digest_ahead: int = 14
    digest_channel: str = ""
    digest_owners: tuple[tuple[str, str], ...] = ()
    bodies: Bodies = NO_BODIES

    @property
    def reads_pictures_as(self) -> str:
        """The language in which pages that are pictures are read by OCR, "" where they are not."""
        return self.ocr_language if self.ocr else ""


_KEYS = {
    "minutes": {"folders"},
    "reading": {"ocr", "ocr_language"},
    "index": {"folder", "engine"},
    "answers": {"limit"},
    "reindex": {"channel", "max_age"},
    "digest": {"every", "weekday", "ahead", "channel", "owners"},
}
_BODIES = "bodies"  # its keys are the names of bodies


def load(path: Path | None) -> Config:
    """Return the settings of a file; of `config.toml` here where none is named, or the defaults where there is none.

    Raises ConfigError where the file named is not there, is no TOML, or says something unknown.
    """
    if path is None and not DEFAULT.exists():
        return Config()
    path = path or DEFAULT
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            f"The configuration {path} cannot be read ({error.strerror}). Copy config.example.toml to it."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"The configuration {path} is no valid TOML: {error}.") from error
    return _config(raw, path)


def _config(raw: Mapping[str, Any], path: Path) -> Config:
    for section, values in raw.items():
        if section not in (*_KEYS, _BODIES) or not isinstance(values, dict):
            raise ConfigError(
                f"{path}: there is no section [{section}]. Known are {', '.join(f'[{k}]' for k in (*_KEYS, _BODIES))}."
            )
        for key in values if section in _KEYS else ():
            if key not in _KEYS[section]:
                raise ConfigError(
                    f"{path}: [{section}] knows no {key!r}. Known are {', '.join(sorted(_KEYS[section]))}."
                )
    home = path.absolute().parent
    folders = _get(raw, "minutes", "folders", [], path)
    if not isinstance(folders, list) or not all(isinstance(f, str) for f in folders):
        raise ConfigError(f"{path}: [minutes] folders is to be a list of folders in quotes.")
    engine = _get(raw, "index", "engine", "whoosh", path)
    if engine not in ENGINES:
        raise ConfigError(f"{path}: [index] engine is {engine!r}. It is to be one of {', '.join(ENGINES)}.")
    limit = _get(raw, "answers", "limit", 10, path)
    if limit < 1:
        raise ConfigError(f"{path}: [answers] limit is {limit}. It is to be 1 or more.")
    index = home / _get(raw, "index", "folder", "index", path)
    ocr = _get(raw, "reading", "ocr", False, path)
    language = _get(raw, "reading", "ocr_language", "eng", path)
    if not re.fullmatch(LANGUAGE, language):
        raise ConfigError(
            f"{path}: [reading] ocr_language is {language!r}. It is to be as tesseract names languages: eng, eng+cym."
        )
    bodies = read_bodies(raw.get(_BODIES, {}), path)
    return Config(
        tuple(home / f for f in folders),
        index,
        engine,
        limit,
        ocr,
        language,
        reindex_channel=_get(raw, "reindex", "channel", "", path),
        reindex_max_age=_at_least(raw, "reindex", "max_age", 26, path, least=1),
        digest_every=_one_of(raw, "digest", "every", "week", path, EVERY),
        digest_weekday=_one_of(raw, "digest", "weekday", "monday", path, WEEKDAYS),
        digest_ahead=_at_least(raw, "digest", "ahead", 14, path, least=0),
        digest_channel=_get(raw, "digest", "channel", "", path),
        digest_owners=_owners(raw, path),
        bodies=bodies,
    )


def _one_of(raw: Mapping[str, Any], section: str, key: str, default: str, path: Path, known: tuple[str, ...]) -> str:
    value: str = _get(raw, section, key, default, path)
    if value not in known:
        raise ConfigError(f"{path}: [{section}] {key} is {value!r}. It is to be one of {', '.join(known)}.")
    return value


def _at_least(raw: Mapping[str, Any], section: str, key: str, default: int, path: Path, *, least: int) -> int:
    value: int = _get(raw, section, key, default, path)
    if value < least:
        raise ConfigError(f"{path}: [{section}] {key} is {value}. It is to be {least} or more.")
    return value


def _owners(raw: Mapping[str, Any], path: Path) -> tuple[tuple[str, str], ...]:
    """Return each owner with the channel or person in Slack that its digest goes to."""
    given = _get(raw, "digest", "owners", {}, path)
    wrong = next((owner for owner, to in given.items() if not isinstance(to, str) or not to.strip()), None)
    if wrong is not None:
        raise ConfigError(
            f'{path}: [digest] owners is to name a channel or person in Slack: {{ "{wrong}" = "C0123" }}.'
        )
    return tuple(given.items())


def _get(raw: Mapping[str, Any], section: str, key: str, default: Any, path: Path) -> Any:
    value = raw.get(section, {}).get(key, default)
    if type(value) is not type(default):
        raise ConfigError(f"{path}: [{section}] {key} is to be {_named(default)}, not {value!r}.")
    return value


def _named(default: Any) -> str:
    return {str: "words in quotes", int: "a whole number", list: "a list", dict: "a table", bool: "true or false"}[
        type(default)
    ]
