"""The child process of ``assembly.assemble``: PDF files in, one PDF for a printer out.

Reads one line of JSON, writes the file it names, answers in JSON. Every paper begins on the front
of a sheet. Files are read where they lie, so that the memory it takes does not grow with them.
"""

import json
import resource
import sys

import pikepdf

MEMORY = 250 * 1024 * 1024
"""Bytes of memory of its own; files it only reads through are not counted."""
CPU_SECONDS = 300
LARGEST = 4 * 1024**3


def main() -> None:
    wanted = json.loads(sys.stdin.buffer.readline())
    limit(wanted["files"])
    json.dump(bind(wanted["files"], wanted["target"]), sys.stdout)


def bind(files: list[dict], target: str) -> dict:
    """Write all files one after the other, each as often as it says, to `target`.

    The answer: `pages` of the whole, and the pages of each file, 0 for one that cannot be read.
    Without a target they are only counted.
    """
    bound, counts = pikepdf.new(), []
    with bound.open_outline() as outline:
        for file in files:
            try:
                source = pikepdf.open(file["path"], access_mode=pikepdf.AccessMode.stream)
                pages = list(source.pages)
                counts.append(len(pages))
            except (pikepdf.PdfError, OSError):
                counts.append(0)
                continue
            if target:
                outline.root.append(pikepdf.OutlineItem(file["title"], len(bound.pages)))
            for _ in range(file["copies"] if target else 0):
                _add(bound, pages, one_sided=file["one_sided"])
    if target:
        bound.save(
            target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    return {"pages": len(bound.pages), "files": counts}


def _add(bound: pikepdf.Pdf, pages: list, *, one_sided: bool) -> None:
    for page in pages:
        bound.pages.append(page)
        if one_sided:
            _add_blank(bound, page)
    if len(bound.pages) % 2:
        _add_blank(bound, pages[-1])


def _add_blank(bound: pikepdf.Pdf, like) -> None:
    left, low, right, high = (float(n) for n in like.mediabox)
    bound.add_blank_page(page_size=(right - left, high - low))


def limit(files: list[dict]) -> None:
    """Memory, time, size of what is written, as many open files as it needs, and no network."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = len(files) + 64
    resource.setrlimit(
        resource.RLIMIT_NOFILE,
        (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most),
    )
    sys.addaudithook(_no_network)


def _no_network(event: str, arguments: tuple) -> None:
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn")):
        raise PermissionError(event)


if __name__ == "__main__":
    main()
