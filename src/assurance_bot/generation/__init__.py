"""Generations: the register and the text index of all minutes, built aside and published whole."""

from assurance_bot.generation.building import build
from assurance_bot.generation.folders import verify
from assurance_bot.generation.inputs import Source, sources
from assurance_bot.generation.opening import Generation, current_name, open_current, prune, publish
from assurance_bot.generation.pipeline import Built, Pipeline, Step, configured, quiet

__all__ = [
    "Built",
    "Generation",
    "Pipeline",
    "Source",
    "Step",
    "build",
    "configured",
    "current_name",
    "open_current",
    "prune",
    "publish",
    "quiet",
    "sources",
    "verify",
]
