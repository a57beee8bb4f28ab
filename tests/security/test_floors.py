"""No library below the release that mended what concerns this site (security.md §7.3).

No advisory service is reachable where this is built, so the floors are raised by hand: whoever
reads of a flaw in one of these writes the release that mends it here.
"""

from importlib.metadata import version

import pytest
from openpyxl import DEFUSEDXML
from packaging.version import Version

FLOORS = {
    "django": "5.2.19",  # SQL injection through dictionary expansion and since: CVE-2025-64459
    "weasyprint": "70.0",  # keeps our fetcher for every address: CVE-2026-55073
    "openpyxl": "3.1.5",
    "defusedxml": "0.7.1",  # no entities, no external documents in a workbook
    # What opens strangers' files or faces the network: the newest when the site began.
    "pillow": "13.0.0",
    "pikepdf": "10.17.0",
    "pypdfium2": "5.15.2",
    "lxml": "6.1.3",
    "gunicorn": "27.0.1",
    "psycopg2-binary": "2.9.13",
}


@pytest.mark.parametrize("library", FLOORS)
def test_library_is_not_below_its_floor(library):
    assert Version(version(library)) >= Version(FLOORS[library])


def test_workbooks_are_read_by_the_parser_without_entities():
    assert DEFUSEDXML
