"""What `check` says of OCR and of what is stated of bodies; the rest of it is tested as a command."""

from __future__ import annotations

from pathlib import Path

import pytest

from assurance_bot.bodies import Bodies, Body
from assurance_bot.checkup import checkup
from assurance_bot.config import Config
from assurance_bot.read import tesseract
from board_minutes import build_board, write_board
from tiny_minutes import NOW


def lines(config: Config, of: str) -> list[tuple[bool, str]]:
    return [(sound, line) for sound, line in checkup(config, {}) if line.startswith(of)]


def test_of_ocr_nothing_is_said_where_it_is_off() -> None:
    assert lines(Config(), "OCR") == []


def test_what_ocr_lacks_is_named_with_what_to_do() -> None:
    ((sound, line),) = lines(Config(ocr=True, ocr_language="nolanguage"), "OCR")
    assert not sound
    assert line.endswith(f"is not installed. {tesseract.INSTALL}")


def test_what_does_ocr_is_named_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "missing", lambda _: "")
    ((sound, line),) = lines(Config(ocr=True), "OCR")
    assert sound
    assert line.startswith("OCR: ocrmypdf ")


def test_each_statement_is_told_with_the_meetings_it_concerns_and_one_that_concerns_none_as_missing(
    tmp_path: Path,
) -> None:
    index = tmp_path / "index"
    build_board(write_board(tmp_path / "minutes"), index)
    stated = Bodies((Body("fire authority for  NORTHWOLD"), Body("Fire Authority of Northwold")))
    found, missing = lines(Config(index=index, bodies=stated), "bodies")
    assert found == (True, 'bodies: "fire authority for  NORTHWOLD", 2 meetings')
    assert missing[0] is False
    assert "no minutes name this body. They name Fire Authority for Northwold, for instance." in missing[1]


def test_nothing_is_said_of_bodies_before_there_is_an_index(tmp_path: Path) -> None:
    assert lines(Config(index=tmp_path / "index", bodies=Bodies((Body("Fire Authority"),))), "bodies") == []


def test_one_who_gets_a_digest_and_owns_nothing_is_named_as_missing(tmp_path: Path) -> None:
    index = tmp_path / "index"
    build_board(write_board(tmp_path / "minutes"), index)
    owners = (("CFO", "C1"), ("Chief Gardener", "C2"))
    told = [each for each in checkup(Config(index=index, digest_owners=owners), {}, now=NOW) if "digest:" in each[1]]
    wanted = 'digest: no action has the owner "Chief Gardener". `assurance-bot actions` shows how owners are called.'
    assert told == [(False, wanted)]
