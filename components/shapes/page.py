"""Words, navigation, offers and sources."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tag:
    """A state in one word and its colour: ``Tag("审核中", "teal")``."""

    word: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the main navigation; ``badge`` is the number of things waiting (0: none), said
    as ``badge_word`` to those who do not see it.
    """

    label: str
    url: str
    current: bool = False
    badge: int = 0
    badge_word: str = "待办"


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the trail above the title; the last one has no ``url``."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that may be done here, or may not yet.

    With ``reasons`` it is drawn as a grey button that is no link, and every reason stands as text
    beneath the row. ``tone``: ``""`` button, ``"warn"`` red outline, ``"link"`` plain link.
    ``post`` draws a one-button POST form instead of a link; leave it off when the step has a page
    of its own.
    """

    label: str
    url: str = ""
    primary: bool = False
    reasons: tuple[str, ...] = ()
    tone: str = ""
    post: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause and its sentence: 「安排意见 三（三）资历条件」, opened in place.

    ``clause`` is what stands after the short name (「三（三）资历条件」), ``text`` the sentence of
    the notice word for word, ``mark`` the substrings of it to highlight, ``document`` the number
    under the quotation, ``name`` the document's short name.
    """

    clause: str
    text: str
    document: str = "阳工信函字〔2021〕24号"
    mark: tuple[str, ...] = ()
    open: bool = False
    name: str = "安排意见"

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The text cut at the marks, ``(piece, highlighted)``; marks not in it are skipped."""
        marks = (self.mark,) if isinstance(self.mark, str) else self.mark
        spans: list[tuple[int, int]] = []
        for mark in marks:
            at = self.text.find(mark) if mark else -1
            if at >= 0:
                spans.append((at, at + len(mark)))
        pieces: list[tuple[str, bool]] = []
        done = 0
        for start, end in sorted(spans):
            if start < done:
                start = done
            if end <= start:
                continue
            if start > done:
                pieces.append((self.text[done:start], False))
            pieces.append((self.text[start:end], True))
            done = end
        if done < len(self.text):
            pieces.append((self.text[done:], False))
        return tuple(pieces)
