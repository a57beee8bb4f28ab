"""Why a writer of this app refuses. Each carries the sentence for the person at the page."""


class Refused(Exception):
    """Base: `reasons` are complete Chinese sentences, shown as they stand."""

    def __init__(self, *reasons: str):
        super().__init__("".join(reasons))
        self.reasons = reasons


class Locked(Refused):
    """The file is with someone else, or this part of it was not reopened."""


class NotOpen(Refused):
    """The round takes no new files on this day."""


class Conflict(Refused):
    """The section was saved elsewhere since it was opened; `version` is the one that stands."""

    def __init__(self, version: int):
        super().__init__("另一处刚改过这一节。")
        self.version = version


class Incomplete(Refused):
    """Something is still missing before the file can be handed in."""


class UploadRefused(Refused):
    """The file gate does not let this file in; the sentence names the file and says what to do."""


class NotBound(Refused):
    """The files of a paper could not be bound into one PDF; each can still be read alone."""


class NotDrawn(Refused):
    """A paper could not be drawn as pages; it can still be opened as it is."""
