"""Invented minutes of five layouts are parsed and extracted as their golden files say; `--update-golden` rewrites them."""

import json
from pathlib import Path

import pytest

from golden import golden

MINUTES = Path(__file__).resolve().parents[1] / "minutes"


@pytest.mark.parametrize("path", sorted(p for p in MINUTES.iterdir() if p.suffix != ".json"), ids=lambda p: p.name)
def test_minutes_are_read_as_their_golden_file_says(path: Path, update_golden: bool) -> None:
    found = json.dumps(golden(path), indent=1, ensure_ascii=False) + "\n"
    kept = path.with_suffix(".json")
    if update_golden:
        kept.write_text(found, encoding="utf-8")
    assert json.loads(found) == json.loads(kept.read_text(encoding="utf-8"))
