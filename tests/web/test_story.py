"""One story in a real browser: paste a report, see its marks, follow a promise, move the day, take it along – by keyboard alone."""

from __future__ import annotations

import json
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
uvicorn = pytest.importorskip("uvicorn", reason="uvicorn is not installed")

from foreigndesk.record import Record  # noqa: E402
from foreigndesk.web.app import application  # noqa: E402
from foreigndesk.web.jobs import Desk, Readers  # noqa: E402

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
STORY = (
    "A border may open again\n\n"
    "NAIROBI, March 12, 2031 - Kenya promised on Wednesday to reopen its border with Somalia by April 15 if the shelling stops.\n\n"
    "Foreign Minister Daniel Otara told reporters: \"We will keep our word.\"\n\n"
    "Uganda recognised Somaliland on Tuesday. Ugandan troops attacked a Somali base near Kismayo on Monday. "
    "Kenya accused Somalia of shelling the border. Somalia denied the accusation.\n"
)


@pytest.fixture
def address(tmp_path: Path, reader: Any) -> Iterator[str]:
    """A desk over an empty record, served as `foreigndesk serve` does."""
    with Record(tmp_path / "record.db") as record, socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(application(Desk(record, Readers(lambda: reader))), log_level="error", access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"] if root else [])
        yield started
        started.close()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where screenshots go: a folder of the test's own, or one that FOREIGNDESK_SCREENSHOTS names."""
    folder = Path(os.environ.get("FOREIGNDESK_SCREENSHOTS", tmp_path / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def watched(page: Any) -> tuple[list[str], list[str]]:
    """What the browser complains of, and what it asks of others than the desk."""
    problems: list[str] = []
    strangers: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda asked: strangers.append(asked.url) if not asked.url.startswith(("http://127.0.0.1:", "data:")) else None)
    return problems, strangers


def tab_to(page: Any, selector: str) -> None:
    """Go on by the tabulator until something has the focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_the_story_by_keyboard(address: str, browser: Any, pictures: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    problems, strangers = watched(page)
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    tab_to(page, "#text")
    page.keyboard.insert_text(STORY)
    tab_to(page, "form.add button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".job .tag.done", timeout=60_000)
    page.screenshot(path=pictures / "reports.png", full_page=True)

    tab_to(page, ".job a")
    page.keyboard.press("Enter")
    page.wait_for_selector(".story .promise")
    assert page.title() == "A border may open again · Foreign Desk"
    assert page.locator(".story .actor").count() >= 6
    tab_to(page, ".story .promise")
    assert page.locator(".facts .commitment.lit").count() == 1
    page.screenshot(path=pictures / "report.png", full_page=True)
    page.locator(".facts .commitment").focus()
    assert "promised on Wednesday to reopen" in "".join(page.locator(".story .lit").all_text_contents())
    page.keyboard.press("e")
    page.wait_for_selector(".tree")
    assert "Why?" in page.locator("h1").inner_text()
    page.screenshot(path=pictures / "explain.png", full_page=True)

    page.keyboard.press("3")  # commitments
    page.wait_for_selector("#f-as_of")
    page.locator("#f-as_of").fill("2031-03-20")
    page.wait_for_url("**as_of=2031-03-20*")
    page.wait_for_selector(".tag.conditional, .tag.pending")
    page.screenshot(path=pictures / "commitments.png", full_page=True)
    page.locator("#f-assume").fill("shelling stops")
    page.locator("#f-assume_on").fill("2031-03-25")
    page.locator("#f-as_of").fill("2031-05-01")
    page.wait_for_selector("h2 .tag.overdue")
    assert "as of 2031-05-01" in page.locator("h1").inner_text()
    page.screenshot(path=pictures / "commitments-assumed.png", full_page=True)

    page.keyboard.press("Escape")
    page.locator("main").focus()
    page.keyboard.press("4")  # relations
    page.wait_for_selector("#slider")
    assert "recognises Somaliland" in page.locator("#shown").inner_text()
    page.screenshot(path=pictures / "relations.png", full_page=True)
    page.locator("#slider").focus()
    page.keyboard.press("Home")
    page.wait_for_url("**as_of=2031-03-1*")
    sync_api.expect(page.locator("#shown")).not_to_contain_text("recognises Somaliland")

    page.locator("main").focus()
    page.keyboard.press("2")  # timeline
    page.wait_for_selector(".day")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('.fact')")
    with page.expect_download() as started:
        page.locator(".exports a", has_text="JSON lines").press("Enter")
    lines = Path(started.value.path()).read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["kind"] for line in lines} == {"event"}
    page.screenshot(path=pictures / "timeline.png", full_page=True)

    correct_a_fact(page, pictures)
    for number, view in ((5, "disputes"), (6, "actors"), (7, "map")):
        page.locator("main").focus()
        page.keyboard.press(str(number))
        page.wait_for_url(f"**/{view}")
        page.screenshot(path=pictures / f"{view}.png", full_page=True)
    page.keyboard.press("/")
    page.keyboard.type("somalia")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=somalia")
    page.screenshot(path=pictures / "search.png", full_page=True)
    assert problems == []
    assert strangers == []


def correct_a_fact(page: Any, pictures: Path) -> None:
    """One key each: accept, take back, reject; then a correction, and what is left."""
    page.locator("main").focus()
    page.keyboard.press("8")
    page.wait_for_url("**/review")
    left = int(page.locator("#left b").first.inner_text())
    page.keyboard.press("j")
    fact = page.evaluate("document.activeElement.dataset.fact")
    for key, verdict, count in (("a", "accepted", left - 1), ("u", "", left), ("r", "rejected", left - 1)):
        page.locator(f'[data-fact="{fact}"]').first.focus()
        page.keyboard.press(key)
        sync_api.expect(page.locator("#left b").first).to_have_text(str(count))
        assert verdict in (page.locator(f'[data-fact="{fact}"]').first.get_attribute("class") or "")
    page.screenshot(path=pictures / "review.png", full_page=True)
    assert page.evaluate("document.activeElement.dataset.fact") != fact  # on to the next
    page.keyboard.press("c")
    page.wait_for_url("**/judge?*")
    assert page.evaluate("document.activeElement.id") == "c-type"
    page.locator("#c-status").select_option("possible")
    page.screenshot(path=pictures / "judge.png", full_page=True)
    tab_to(page, "form.correct button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review")
    sync_api.expect(page.locator("#left b").first).to_have_text(str(left - 2))
    assert page.locator(".fact.corrected .tag", has_text="possible").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_reads_on_a_narrow_screen(address: str, browser: Any, pictures: Path, scheme: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    problems, strangers = watched(page)
    page.goto(f"{address}/reports")
    page.locator("#text").fill(STORY)
    page.locator("form.add button").click()
    page.wait_for_selector(".job .tag.done", timeout=60_000)
    report = page.locator(".job a").first.get_attribute("href")
    views = {
        "reports": "/reports", "report": report, "timeline": "/timeline?actor=Kenya&other=Somalia", "relations": "/relations",
        "commitments": "/commitments?as_of=2031-05-01", "disputes": "/disputes", "actors": "/actors", "actor": "/actor?id=KEN",
        "review": "/review", "map": "/map", "search": "/search?q=somalia", "brief": "/brief",
    }  # fmt: skip
    for name, path in views.items():
        page.goto(f"{address}{path}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        page.screenshot(path=pictures / f"narrow-{scheme}-{name}.png", full_page=True)
        assert wide <= 360, name
        assert dim(page) == [], name
    assert problems == []
    assert strangers == []


def dim(page: Any) -> list[str]:
    """Texts with less contrast than WCAG AA asks for (4.5 to 1)."""
    found: list[str] = page.evaluate("""() => {
        const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
        const light = (colour) => channels(colour).slice(0, 3)
            .map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
            .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
        const ground = (element) => {
            for (let at = element; at; at = at.parentElement) {
                const colour = getComputedStyle(at).backgroundColor;
                if ((channels(colour)[3] ?? 1) > 0.99) return colour;
            }
            return "rgb(255, 255, 255)";
        };
        const out = [];
        for (const element of document.querySelectorAll("body *:not(svg *):not(.unseen):not(.skip)")) {
            const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
            if (!own || !element.getClientRects().length) continue;
            const [one, other] = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => b - a);
            const contrast = (one + 0.05) / (other + 0.05);
            if (contrast < 4.5) out.push(`${element.className || element.tagName}: ${contrast.toFixed(2)}`);
        }
        return [...new Set(out)];
    }""")
    return found
