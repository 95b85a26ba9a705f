"""The process that reads a PDF that nobody trusts: the file on standard input, JSON on standard output.

It holds itself to a bound of memory before anything of the file is read; its parent bounds its time.
"""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import asdict

from assembler.readers.pdf.limits import MEMORY, Fault


def main() -> None:
    _bound()
    data = sys.stdin.buffer.read()
    logging.disable()
    try:
        from assembler.readers.pdf.document import read

        found = asdict(read(data))
    except Fault as error:
        found = {"fault": error.kind}
    except (MemoryError, RecursionError):
        found = {"fault": "trop gros"}
    sys.stdout.write(json.dumps(found))


def _bound() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such bound
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


if __name__ == "__main__":
    main()
