from functools import cache

import pytest

from documents import printing
from tests.documents import samples


@cache
def _rendered(name):
    return printing.render(samples.EVERY[name]())


@pytest.fixture
def rendered():
    """The PDF of a sample by its name in ``samples.EVERY``, made once."""
    return _rendered
