"""The forms of the sections, one per section, with the formsets of their entries."""

from .commitment import CommitmentForm

__all__ = ["CommitmentForm"]
