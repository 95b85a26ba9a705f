"""Runs under the system's Python, which can import uno: one LibreOffice for many files.

Standard input: JSON, a list of [path, "accept" or "reject"]. Standard output: JSON, for each file its texts:
a paragraph is a string, a row a list of cells, each a list of strings.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}
TABLE = "com.sun.star.text.TextTable"
PATIENCE = 90  # seconds until the office answers


def main() -> None:
    asked = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        pipe = f"assembler{Path(folder).name}"
        office = subprocess.Popen(
            [
                *("soffice", "--headless", "--norestore", "--nologo", "--nodefault"),
                f"-env:UserInstallation={Path(folder).as_uri()}/profile",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            context = connected(pipe, office)
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            json.dump([settled(path, side, desktop, context) for path, side in asked], sys.stdout)
            desktop.terminate()
            office.wait(PATIENCE)
        finally:
            office.kill()


def connected(pipe, office):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > end or office.poll() is not None:
                raise
            time.sleep(0.2)


def settled(path, side, desktop, context):
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    document = desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, (hidden,))
    try:
        helper = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        helper.executeDispatch(document.CurrentController.Frame, COMMANDS[side], "", 0, ())
        assert not document.Redlines.hasElements() or not list(changes(document)), "changes are left"
        return list(texts(document.Text))
    finally:
        document.close(True)


def changes(document):
    found = document.Redlines.createEnumeration()
    while found.hasMoreElements():
        yield found.nextElement()


def texts(text):
    for block in blocks(text):
        if block.supportsService(TABLE):
            yield from rows(block)
        else:
            yield block.String


def rows(table):
    found = {}
    for name in table.CellNames:
        row = int(re.fullmatch(r"[A-Za-z]+(\d+)", name)[1])
        found.setdefault(row, []).append(list(lines(table.getCellByName(name))))
    return [found[row] for row in sorted(found)]


def lines(cell):
    """The paragraphs of a cell, those of tables in it too."""
    for block in blocks(cell):
        if block.supportsService(TABLE):
            yield from (line for row in rows(block) for inner in row for line in inner)
        else:
            yield block.String


def blocks(text):
    found = text.createEnumeration()
    while found.hasMoreElements():
        yield found.nextElement()


main()
