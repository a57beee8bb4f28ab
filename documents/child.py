"""The child process of ``printing.render_in_child``: shapes in, PDFs out, nothing else.

Reads a pickle from its parent (never from a user), writes for each shape a line of JSON and the
bytes of the PDF.
"""

import json
import pickle
import resource
import sys

from documents import printing
from documents.pdf import PrintingError


def main() -> None:
    shapes = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent process
    resource.setrlimit(resource.RLIMIT_AS, (printing.CHILD_MEMORY, printing.CHILD_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_no_network)
    out = sys.stdout.buffer
    for shape in shapes:
        _allow_seconds(printing.CHILD_SECONDS)
        content = b""
        try:
            pdf = printing.render(shape)
            head, content = {"pages": pdf.pages, "length": len(pdf.content)}, pdf.content
        except PrintingError as error:
            head = {
                "error": type(error).__name__,
                "characters": getattr(error, "characters", []),
            }
        except Exception as error:
            print(f"{type(error).__name__}: {type(shape).__name__}", file=sys.stderr)
            head = {"error": "PrintingFailed"}
        out.write(json.dumps(head).encode() + b"\n" + content)
        out.flush()


def _allow_seconds(seconds: int) -> None:
    """Let the process use ``seconds`` of CPU more; the kernel stops it after that."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(usage.ru_utime + usage.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def _no_network(event: str, arguments: tuple) -> None:
    if event.startswith("socket."):
        raise PermissionError("printing opens no sockets")


if __name__ == "__main__":
    main()
