"""What sentences tell of a matter: each row has an example that it matches, and near words that tell something else."""

import pytest

from assurance_bot.extract.tellings import ROWS, tellings


@pytest.mark.parametrize(("kind", "example"), [(kind, example) for kind, _, example in ROWS])
def test_each_row_matches_its_example(kind: str, example: str) -> None:
    assert kind in tellings(example)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("The plaque is now ready for fixing.", "done"),
        ("The bench has now been installed.", "pending"),
        ("The clock strikes the hour.", "news"),
    ],
)
def test_near_words_tell_something_else(words: str, kind: str) -> None:
    assert kind not in tellings(words)
