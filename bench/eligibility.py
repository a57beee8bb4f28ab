"""CPU seconds and peak memory of assessing many people in one call.

    python bench/eligibility.py [NUMBER=10000] [CASES.json]

Target: 10,000 people in 3 s of CPU, 0.3 ms each; memory stays near that of the input.
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from eligibility import load_all  # noqa: E402
from eligibility.contract import read, write  # noqa: E402

CASES = ROOT / "tests" / "eligibility" / "cases" / "reviewed.json"


def main(number: int, cases: Path) -> None:
    people = json.loads(cases.read_text())
    rules = load_all()["2021"]
    with tempfile.TemporaryFile() as stream:
        stream.write(b"[")
        for n in range(number):
            person = people[n % len(people)] | {"id": f"P{n:06}"}
            comma = b"," if n else b""
            stream.write(comma + json.dumps(person, ensure_ascii=False).encode())
        stream.write(b"]")
        size = stream.tell()
        stream.seek(0)

        before = _peak()
        started = time.process_time()
        checked = read(stream)
        validated = time.process_time()
        after_reading = _peak()
        written = sum(len(piece.encode()) for piece in write(checked, rules))
        ended = time.process_time()

    print(f"people          {number}")
    print(f"input           {size / 2**20:.1f} MiB, output {written / 2**20:.1f} MiB")
    print(f"read, validate  {validated - started:.2f} s CPU")
    print(f"assess, write   {ended - validated:.2f} s CPU")
    total = ended - started
    print(f"total           {total:.2f} s CPU, {total / number * 1e3:.3f} ms each")
    print(f"peak RSS, MiB   {before:.0f} before, {after_reading:.0f} read, {_peak():.0f} at end")


def _peak() -> float:
    """Peak resident memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 10_000,
        Path(sys.argv[2]) if len(sys.argv) > 2 else CASES,
    )
