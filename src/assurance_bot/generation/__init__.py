"""Generations: the register and the text index of all minutes, built aside and published whole."""

from assurance_bot.generation.archive import damaged
from assurance_bot.generation.building import build
from assurance_bot.generation.changes import Change
from assurance_bot.generation.checking import Trial
from assurance_bot.generation.folders import verify
from assurance_bot.generation.inputs import Source, sources
from assurance_bot.generation.opening import Generation, current_name, open_current, opened, prune, publish, rollback
from assurance_bot.generation.pipeline import Built, Pipeline, Step, configured, quiet
from assurance_bot.generation.rules import Rules
from assurance_bot.generation.workers import Executors, processes

__all__ = [
    "Built",
    "Change",
    "Executors",
    "Generation",
    "Pipeline",
    "Rules",
    "Source",
    "Step",
    "Trial",
    "build",
    "configured",
    "current_name",
    "damaged",
    "open_current",
    "opened",
    "processes",
    "prune",
    "publish",
    "quiet",
    "rollback",
    "sources",
    "verify",
]
