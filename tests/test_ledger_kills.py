"""Writers and builds killed at random moments lose nothing; the long form of this is `make soak`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT))  # the bench is no part of the package

from bench.soak_ledger import WRITERS, Trial  # noqa: E402

ROUNDS = 20


def test_no_entry_is_lost_after_it_was_acknowledged_and_no_generation_is_half_published(tmp_path: Path) -> None:
    """Twenty rounds, two writers and a build killed in each; questions are answered throughout."""
    tally = Trial(tmp_path, seed=20).run(ROUNDS)
    assert tally.faults == []
    assert tally.killed["writer"] == WRITERS * ROUNDS
    assert tally.killed["build"] > ROUNDS / 2
    assert len(tally.at) >= 3
    assert tally.acknowledged > ROUNDS
    assert tally.answers > ROUNDS
