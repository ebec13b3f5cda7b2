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

from assurance_bot.access import NOBODY, Access, read_access
from assurance_bot.bodies import NO_BODIES, Bodies
from assurance_bot.errors import ConfigError
from assurance_bot.read.tesseract import LANGUAGE
from assurance_bot.stating import read_bodies

DEFAULT = Path("config.toml")
ENGINES = ("whoosh", "fts5")
MODES = ("socket", "http")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings. Folders are absolute; relative ones in the file are taken from the file's folder."""

    minutes: tuple[Path, ...] = ()
    index: Path = field(default_factory=lambda: Path("index").absolute())
    engine: str = "whoosh"
    limit: int = 10
    ocr: bool = False
    ocr_language: str = "eng"
    bodies: Bodies = NO_BODIES
    access: Access = NOBODY
    mode: str = "socket"
    host: str = "127.0.0.1"
    port: int = 0
    keep_questions: bool = False
    retain_days: int = 365

    @property
    def reads_pictures_as(self) -> str:
        """The language in which pages that are pictures are read by OCR, "" where they are not."""
        return self.ocr_language if self.ocr else ""


_KEYS = {
    "minutes": {"folders"},
    "reading": {"ocr", "ocr_language"},
    "index": {"folder", "engine"},
    "answers": {"limit"},
    "slack": {"mode", "host", "port"},
    "audit": {"keep_questions", "retain_days"},
}
_BODIES, _ACCESS = "bodies", "access"  # their keys are names and ids
_SECTIONS = (*_KEYS, _ACCESS, _BODIES)


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
        if section not in _SECTIONS or not isinstance(values, dict):
            raise ConfigError(
                f"{path}: there is no section [{section}]. Known are {', '.join(f'[{k}]' for k in _SECTIONS)}."
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
    mode = _get(raw, "slack", "mode", "socket", path)
    if mode not in MODES:
        raise ConfigError(f"{path}: [slack] mode is {mode!r}. It is to be one of {', '.join(MODES)}.")
    port = _get(raw, "slack", "port", 0, path)
    if not 0 <= port <= 65_535:
        raise ConfigError(f"{path}: [slack] port is {port}. It is to be from 0 to 65535.")
    retain = _get(raw, "audit", "retain_days", 365, path)
    if retain < 1:
        raise ConfigError(f"{path}: [audit] retain_days is {retain}. It is to be 1 or more.")
    return Config(
        tuple(home / f for f in folders),
        index,
        engine,
        limit,
        ocr,
        language,
        bodies,
        read_access(raw.get(_ACCESS, {}), path),
        mode,
        _get(raw, "slack", "host", "127.0.0.1", path),
        port,
        _get(raw, "audit", "keep_questions", False, path),
        retain,
    )


def _get(raw: Mapping[str, Any], section: str, key: str, default: Any, path: Path) -> Any:
    value = raw.get(section, {}).get(key, default)
    if type(value) is not type(default):
        raise ConfigError(f"{path}: [{section}] {key} is to be {_named(default)}, not {value!r}.")
    return value


def _named(default: Any) -> str:
    return {str: "words in quotes", int: "a whole number", list: "a list", bool: "true or false"}[type(default)]
