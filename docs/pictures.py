"""Takes the README's pictures of the desk: a real Chromium looks at the demo record.

    python docs/pictures.py [--record grain.db]

Reads ``examples/grain`` into a record of its own where none is given, opens the desk on it, and writes ``docs/pictures/*.png``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from foreigndesk.record import Record

HERE = Path(__file__).parent
GRAIN = HERE.parent / "examples/grain"
HEAVIEST = 150_000  # bytes of a picture
SIZE = {"width": 1160, "height": 620}
SCALE = 0.8
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

VIEWS = {
    "report": "/search?q=returns+grain",  # the first report found is opened
    "commitments": "/commitments?as_of=2022-12-01",
    "relations": "/relations?as_of=2022-12-01",
}


@contextmanager
def served(record: Path) -> Iterator[str]:
    """The desk on a record, and its address."""
    import uvicorn

    from foreigndesk.web.app import application
    from foreigndesk.web.jobs import Desk

    with Record(record, create=False) as opened, socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(application(Desk(opened)), log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def browser_of(playwright: Any) -> Any:
    """A Chromium of this machine. Raises SystemExit where there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise SystemExit("no Chromium is installed: install it, and try again")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return playwright.chromium.launch(executable_path=found, args=["--no-sandbox"] if root else [])


def take(record: Path, folder: Path) -> None:
    """Write the pictures."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with served(record) as address, sync_playwright() as playwright:
        page = browser_of(playwright).new_page(viewport=SIZE, color_scheme="light", device_scale_factor=SCALE)
        for name, path in VIEWS.items():
            page.goto(address + path)
            if name == "report":
                page.locator(".hit h3 a").first.click()
                page.locator(".story .event").nth(2).hover()
            if name == "relations":
                page.evaluate("document.querySelector('figure').scrollIntoView()")
            page.screenshot(path=folder / f"{name}.png")
            size = (folder / f"{name}.png").stat().st_size
            if size > HEAVIEST:
                raise SystemExit(f"{name}.png has {size} bytes: more than {HEAVIEST}")


def main() -> None:
    """Read the example, then take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", type=Path, default=None)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        record = given.record
        if record is None:
            record = Path(folder) / "grain.db"
            files = sorted(map(str, GRAIN.glob("*.html")))
            subprocess.run([sys.executable, "-m", "foreigndesk.cli", "read", "--record", record, "--quiet", *files], check=True)
        take(record, HERE / "pictures")


if __name__ == "__main__":
    main()
