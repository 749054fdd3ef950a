"""Takes the README's pictures of the desk: a real Chromium looks at the demo record.

    python docs/pictures.py [--record grain.db]

Reads ``examples/grain`` into a record of its own where none is given, opens the desk on it, and writes ``docs/pictures/*.png``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import struct
import tempfile
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from foreigndesk.record import Record

HERE = Path(__file__).parent
GRAIN = HERE.parent / "examples/grain"
HEAVIEST = 150_000  # bytes of a picture
SIZE = {"width": 1200, "height": 800}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

VIEWS = {
    "report": "/reports",  # its first report of many facts is opened
    "commitments": "/commitments?as_of=2022-12-01",
    "map": "/map?min_confidence=0.5",
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
        page = browser_of(playwright).new_page(viewport=SIZE, color_scheme="light", device_scale_factor=1)
        for name, path in VIEWS.items():
            page.goto(address + path)
            if name == "report":
                page.get_by_role("link", name="Sails").first.click()
                page.locator(".story .event").nth(2).hover()
            page.screenshot(path=folder / f"{name}.png")
            lighter(folder / f"{name}.png")


def lighter(file: Path) -> None:
    """Write a picture anew with a palette of 256 colours: those of its pixels, each to four bits a channel, that are most often."""
    width, height, rows = pixels(file.read_bytes())
    counted: dict[bytes, int] = {}
    for row in rows:
        for at in range(0, 3 * width, 3):
            counted[row[at : at + 3]] = counted.get(row[at : at + 3], 0) + 1
    palette = sorted(sorted(counted), key=lambda colour: -counted[colour])[:256]
    near = {colour: number for number, colour in enumerate(palette)}

    def place(colour: bytes) -> int:
        if colour not in near:
            near[colour] = min(range(len(palette)), key=lambda n: sum((a - b) ** 2 for a, b in zip(colour, palette[n], strict=True)))
        return near[colour]

    data = b"".join(b"\0" + bytes(place(row[at : at + 3]) for at in range(0, 3 * width, 3)) for row in rows)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(data, 9)), (b"IEND", b""))
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts))
    if file.stat().st_size > HEAVIEST:
        raise SystemExit(f"{file} has {file.stat().st_size} bytes: more than {HEAVIEST}")


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and rows of a PNG of eight bits a channel; what is transparent in it is left out."""
    at, packed, head = 8, b"", b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        head, packed = (data, packed) if kind == b"IHDR" else (head, packed + data if kind == b"IDAT" else packed)
        at += 12 + length
    width, height, _depth, colour = struct.unpack(">IIBB", head[:10])
    wide = {2: 3, 6: 4}[colour]
    flat = zlib.decompress(packed)
    before, rows = bytearray(width * wide), []
    for y in range(height):
        start = y * (width * wide + 1)
        row = bytearray(flat[start + 1 : start + 1 + width * wide])
        unfiltered(flat[start], row, before, wide)
        before = row
        rows.append(bytes(row) if wide == 3 else b"".join(row[n : n + 3] for n in range(0, len(row), 4)))
    return width, height, rows


def unfiltered(filter_: int, row: bytearray, above: bytearray, wide: int) -> None:
    """Undo one of PNG's five filters on a row."""
    for n in range(len(row)):
        left, up, corner = row[n - wide] if n >= wide else 0, above[n], above[n - wide] if n >= wide else 0
        if filter_ == 4:
            guess = left + up - corner
            distance = abs(guess - left), abs(guess - up), abs(guess - corner)
            row[n] = (row[n] + (left, up, corner)[distance.index(min(distance))]) & 255
        else:
            row[n] = (row[n] + (0, left, up, (left + up) // 2)[filter_]) & 255


def main() -> None:
    """Read the example, then take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", type=Path, default=None)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        record = given.record
        if record is None:
            record = Path(folder) / "grain.db"
            import foreigndesk

            reader = foreigndesk.Reader()
            with Record(record) as made:
                for file in sorted(GRAIN.glob("*.html")):
                    made.add(foreigndesk.read(str(file)), reader.provenance)
        take(record, HERE / "pictures")


if __name__ == "__main__":
    main()
