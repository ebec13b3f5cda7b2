"""Finds and quotes what minutes say: who promised, asked, decided and owes what, and where it stands written."""

__version__ = "0.1.0"
