"""What the services of this app refuse, in a sentence for the person."""


class Refusal(Exception):
    """Not now, or not so; `str(refusal)` is the sentence to show."""
