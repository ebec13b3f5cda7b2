"""Trails: an action's mentions across meetings (linking), and how it stands on a given day (standing)."""

from assurance_bot.trail.linking import link, series_of
from assurance_bot.trail.standing import Change, Lapse, Slip, Standing, standing, until

__all__ = ["Change", "Lapse", "Slip", "Standing", "link", "series_of", "standing", "until"]
