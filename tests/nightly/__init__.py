"""Tests of what the nightly job tells, and of when it runs."""
