"""Hypothesis keeps nothing in the tree and does not race a clock on a shared machine."""

from pathlib import Path

from hypothesis import configuration, settings

configuration.set_hypothesis_home_dir(Path("var/cache/hypothesis"))
settings.register_profile("house", database=None, deadline=None, derandomize=True)
settings.load_profile("house")
