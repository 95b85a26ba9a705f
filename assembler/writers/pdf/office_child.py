"""Runs under the Python that can import uno, beside LibreOffice, and turns Word files into PDFs until its input ends.

Arguments: the program soffice, a folder of its own. Standard input: one JSON object a line, with `source` and `target`
(paths). Standard output: one JSON object a line: {"office": process id}, {"ready": true}, then {"pages": 42} or
{"failed": "why"} for each. It imports nothing of the package: that Python need not have it.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PATIENCE = 600  # seconds until LibreOffice answers; who asks gives up before
FAREWELL = 2  # seconds that it may take to end by itself, and to put its temporary files away
TICK = 0.05
PDF_A_2B = 2
NO_MACROS, NO_LINKS = 0, 0
ASKED: queue.SimpleQueue[dict[str, str]] = queue.SimpleQueue()
LEAVING = threading.Event()
FILTER = {
    "SelectPdfVersion": PDF_A_2B,
    "PDFUACompliance": True,
    "UseTaggedPDF": True,
    "ExportBookmarks": True,
    "ExportBookmarksToPDFDestination": True,
    "ExportFormFields": False,
    "ExportNotes": False,
    "UseLosslessCompression": True,
    "ReduceImageResolution": False,
}


def main() -> None:
    program, folder = sys.argv[1], Path(sys.argv[2])
    pipe = f"ctg{os.getpid()}"
    office = subprocess.Popen(
        [
            *(program, "--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # it starts others, which have to end with it
        env={**os.environ, "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)},
    )
    tell(office=office.pid)
    threading.Thread(target=serve, args=(pipe, office), daemon=True).start()
    for line in sys.stdin:
        ASKED.put(json.loads(line))
    LEAVING.set()
    end(office)  # whoever asked is gone, perhaps in the middle of a document
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def serve(pipe: str, office: subprocess.Popen[bytes]) -> None:
    """Answer what is asked, in order; the process ends when LibreOffice does."""
    try:
        desktop = connected(pipe, office)
        tell(ready=True)
        while True:
            asked = ASKED.get()
            try:
                tell(pages=convert(desktop, asked["source"], asked["target"]))
            except Exception as error:
                if office.poll() is not None or "URP" in str(error) or "disposed" in str(error):
                    raise
                tell(failed=f"{type(error).__name__} {error}"[:300])
    finally:
        if not LEAVING.is_set():
            end(office)
            os._exit(1)


def end(office: subprocess.Popen[bytes]) -> None:
    office.terminate()
    with suppress(subprocess.TimeoutExpired):
        office.wait(FAREWELL)
    if os.name == "nt":
        office.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(office.pid, signal.SIGKILL)
    office.wait()


def connected(pipe: str, office: subprocess.Popen[bytes]) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + PATIENCE
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            if time.monotonic() > end or office.poll() is not None:
                raise
            time.sleep(TICK)


def convert(desktop: Any, source: str, target: str) -> int:
    """The number of pages that LibreOffice laid out."""
    loading = {"Hidden": True, "ReadOnly": True, "MacroExecutionMode": NO_MACROS, "UpdateDocMode": NO_LINKS}
    document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, properties(loading))
    if document is None:
        raise ValueError("the file can't be opened")
    try:
        document.TextFields.refresh()
        data = uno.Any("[]com.sun.star.beans.PropertyValue", properties(FILTER))
        saving = {"FilterName": "writer_pdf_Export", "FilterData": data}
        document.storeToURL(Path(target).as_uri(), properties(saving))
        return int(document.CurrentController.PageCount)
    finally:
        document.close(True)


def properties(values: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(one(name, value) for name, value in values.items())


def one(name: str, value: Any) -> Any:
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def tell(**answer: Any) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
