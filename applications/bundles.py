"""The files of one paper as one PDF, for reading: made when first asked for, kept by content.

The single files remain the source; what is bound can be made again at any time.
"""

import hashlib
import json
from collections.abc import Sequence

from django.core.files.storage import default_storage

from applications import sandbox
from applications.errors import NotBound
from applications.uploads import keep

LARGEST = 60 * 1024 * 1024
"""Bytes of all files together; more are read one by one."""
EDITION = 1
"""Of the layout in `applications.binding`; a new one makes every PDF anew."""


def bundle_of(papers: Sequence[dict], kind: str) -> list[dict]:
    """The papers of a kind when they are several, else none.

    Papers are as in `snapshots.papers`, of a live file or a frozen one.
    """
    found = [paper for paper in papers if paper["kind"] == kind]
    return found if len(found) > 1 else []


def bound(papers: Sequence[dict]) -> str:
    """Path of the PDF of these papers in their order. Raises NotBound with a sentence."""
    named = json.dumps([EDITION, *(paper["sha256"] for paper in papers)])
    key = hashlib.sha256(named.encode()).hexdigest()
    path = f"bundles/{key[:2]}/{key}.pdf"
    if default_storage.exists(path):
        return path
    label = papers[0]["label"]
    if sum(paper["size"] for paper in papers) > LARGEST:
        raise NotBound(f"“{label}”的文件合计超过60MB，请逐个查看。")
    try:
        parts = [_bytes_of(paper["path"]) for paper in papers]
        types = [paper["content_type"] for paper in papers]
        _, (pdf,) = sandbox.ask("applications.binding", {"types": types}, parts)
    except (sandbox.Stopped, FileNotFoundError) as error:
        raise NotBound(f"“{label}”没有合成成功，请逐个查看。") from error
    return keep(path, pdf)


def _bytes_of(path: str) -> bytes:
    with default_storage.open(path) as file:
        return file.read()
