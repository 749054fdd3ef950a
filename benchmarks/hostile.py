"""Hostile input: what nobody should write and somebody will. The makers take a seeded ``random.Random``, the targets a value.

A target hands the value to one room and raises where the room breaks its word: anything but its own errors, a span outside the
text, a window that ends before it begins, a fact that ``foreigndesk check`` would find wrong.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from random import Random

from foreigndesk import intake
from foreigndesk.errors import IntakeError
from foreigndesk.export import jsonl
from foreigndesk.intake.dates import date_line, day_in_year, day_window, full_day, iso_day, url_window
from foreigndesk.model import DateWindow, Reading, Report
from foreigndesk.reader import Reader
from foreigndesk.reading.quotations import labels, quotations, signature
from foreigndesk.record import Record
from foreigndesk.record.faults import faults
from foreigndesk.rows import rows
from foreigndesk.times import find
from foreigndesk.undated import date_undated
from foreigndesk.views.brief import brief

PUBLISHED = day_window(date(2031, 5, 14), "given")
PROVENANCE = {"version": "fuzz", "model": "fuzz", "lexicon": "fuzz"}

SENTENCES = (
    "Kenya vowed on Tuesday to reopen its border with Somalia by 1 March if the shelling stops.",
    '"We will not yield," President Ada Lind told reporters in Geneva, "and we never did."',
    "Russian forces killed at least 12 people near Tbilisi last month, officials said.",
    "The European Union imposed sanctions on Belarus, and Canada said it would follow within two weeks.",
    "According to the ministry, between 30 and 40 tanks crossed into the region in mid-October 2029.",
    "Norway recognised the two regions in 1994; Sweden, which had signed the treaty, refused to.",
    "He denied that his troops had fired. “They’re liars,” she said of them. ‘Never again’, they chanted.",
    "France pays $1.2bn a year, or 3.5 per cent, until the 31st of December, said the IMF's chief.",
    "If Iran withdraws, the United States will lift the embargo; otherwise it will not, Mr. Roe warned.",
    "Talks between Egypt, Sudan and Ethiopia resumed on 14/5/2031 at 10:30 p.m. GMT.",
    "GENEVA, Sept. 17 (Reuters) - Armenia and Azerbaijan agreed to a ceasefire, the U.N. said.",
    "Chancellor: We have promised it. Minister: I doubt it.",
    "By Jane Roe, Staff Writer",
    "The treaty, signed 20 years ago in the 1990s, expires three days before Christmas 2031.",
)
WORDS = (
    "Russia", "the EU", "U.S.", "Moscow", "Kosovo", "President", "Mr.", "the ministry",
    "officials", "he", "she", "they", "it", "who",
    "said", "told", "denied", "vowed", "promised", "warned", "recognised", "attacked", "killed",
    "signed", "according to", "if", "unless",
    "by", "until", "since", "between", "and", "or", "not", "never", "that", "which", "to", "of",
    "on", "in", "at least", "more than",
    "Monday", "last Tuesday", "next", "ago", "years", "weeks", "month", "a century", "mid-May",
    "May", "30 February 2031", "31 June",
    "29 February 2031", "0 May", "99 May 2031", "1 January 0000", "9999-12-31", "0001-01-01",
    "2031-13-45", "12/31/9999", "in 99999",
    "10000000000 years ago", "999999999999 days", "2,5 days later", "²", "½", "٣ May 2031",
    "１２ May", "Ⅳ", "1e999", "-1", "$", "€5m", "5,,5",
    "the day before the day before yesterday", "at 25:61", "24:00", "noon", "1.2.3.4", "the 0th century", "the 40th century",
    "million billion trillion", "twenty-one hundred and and five", "12 to 5", "from 2031 to 1994",
    "2031-2030", "Ramadan", "Easter 9999",
)
MARKS = (
    '"', "“", "”", "‘", "’", "'", "''", "``", "«", "»", "„", "〝", "〞", "—", "--", "…", ":",
    ";", ",", ".", "?", "!", "(", ")", "[", "]",
)
STRANGE = (
    "\0", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u2029", "\u00a0", "\u00ad", "\u200b", "\u200d",
    "\u202e", "\u202c", "\u2066", "\ufeff",
    "\ufffe", "\uffff", "\ufffd", "é" * 3, "e\u0301\u0301\u0301\u0301",
    "Z\u0351\u036b\u0343\u036a\u0302", "👩‍👩‍👧‍👦", "🇺🇦", "👍🏽", "שלום", "مرحبا",
    "中国外交部", "ﷺ", "ﬁ", "İ", "ı", "ß", "ǅ", "𝕽𝖚𝖘𝖘𝖎𝖆", "\U000e0041", "\U0010ffff", "&amp;", "&#0;",
    "&#xD800;", "&#1114112;", "<b>", "<!--", "]]>", "\\",
    "%s", "{}", "\t", "\r", "\r\n", "\v", "\f",
)  # fmt: skip
TAGS = (
    "<p>", "</p>", "<div>", "</div>", "<h1>", "</h1>", "<article>", "<table><tr><td>", "<script>",
    "</script>", "<!--", "-->", "<![CDATA[",
    "<br/>", "<time datetime='2031-99-99'>", "<time datetime=20310514 pubdate>",
    "<meta charset=utf-16>", "<meta charset='no-such'>",
    "<meta property='article:published_time' content='0000-00-00'>",
    "<meta name=date content='31 February 2031'>", "<title>", "</title>",
    "<script type='application/ld+json'>", '{"datePublished": "2031-02-30"}', '{"@graph": ' * 40,
    "[" * 60, "<a href='//[::'>", "<svg>",
    "<link rel=canonical href='http://[bad'>", "<base href='http://x:99999999/'>",
    "<meta property=og:url content='http://[::1'>",
    "<body", "<html><head>", "</html>", "&nbsp;", "&bogus;", "&#x110000;",
    "<?xml version='1.0' encoding='utf-7'?>", "<p " + "a=b " * 30,
)  # fmt: skip
CHARSETS = (
    "utf-8", "utf-16", "utf-32", "utf-7", "latin-1", "cp1252", "koi8-r", "shift_jis", "big5",
    "idna", "rot13", "base64", "undefined", "x",
)
BOMS = (b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff")


def character(random: Random) -> str:
    """Any character of any plane; no half of a surrogate pair."""
    plane = random.choice((0, 0, 0, *range(17)))
    code = (plane << 16) + random.randrange(0x10000)
    return chr(code) if not 0xD800 <= code < 0xE000 else "\u0300"


def text(random: Random) -> str:
    """Sentences of news, broken in every way."""
    parts: list[str] = []
    for _ in range(random.choice((1, 3, 8, 20))):
        match random.randrange(10):
            case 0 | 1 | 2:
                parts.append(_bent(random, random.choice(SENTENCES)))
            case 3 | 4:
                parts.append(" ".join(random.choices(WORDS, k=random.randrange(1, 12))) + random.choice((".", "", " ")))
            case 5:
                parts.append("".join(random.choices(MARKS, k=random.randrange(1, 9))))
            case 6:
                parts.append("".join(random.choices(STRANGE, k=random.randrange(1, 5))))
            case 7:
                parts.append("".join(character(random) for _ in range(random.randrange(1, 12))))
            case 8:
                parts.append(random.choice(WORDS + MARKS + STRANGE) * random.choice((2, 5, 40)))
            case _:
                parts.append(random.choice(("\n", "\n\n", "\n- ", "\n\n\t", "\r\n\r\n")))
    return random.choice((" ", "", "\n\n")).join(parts)


def _bent(random: Random, sentence: str) -> str:
    words = sentence.split(" ")
    for _ in range(random.randrange(3)):
        at = random.randrange(len(words))
        match random.randrange(6):
            case 0:
                words.insert(at, random.choice(WORDS))
            case 1:
                words.insert(at, random.choice(MARKS + STRANGE))
            case 2:
                words[at] = words[at].swapcase()
            case 3:
                words[at] = random.choice(MARKS) + words[at]
            case 4:
                words[at] += random.choice(MARKS + STRANGE)
            case _:
                words[at:] = words[at:][::-1] if random.random() < 0.5 else words[at : at + 4]
        words = words or ["It"]
    return " ".join(words)


def page(random: Random) -> bytes:
    """A page whose tags, encoding and metadata lie."""
    inner = "".join(random.choice((random.choice(TAGS), f"<p>{text(random)}</p>",
    text(random))) for _ in range(random.randrange(1, 14)))
    head = f"<html><head><meta charset={random.choice(CHARSETS)}><title>{random.choice(SENTENCES)}</title></head><body>"
    whole = random.choice((head, "<html>", "")) + inner + random.choice(("</body></html>", ""))
    return encoded(random, whole)


def encoded(random: Random, text: str) -> bytes:
    """A text's bytes in some encoding, under some byte-order mark, a few of them broken."""
    encoding = random.choice(("utf-8", "utf-8", "utf-8", "cp1252", "utf-16-le", "utf-16", "utf-32", "koi8-r"))
    data = bytearray(random.choice((b"", b"", b"", *BOMS)) + text.encode(encoding, "replace"))
    for _ in range(random.choice((0, 0, 0, 1, 5))):
        if data:
            data[random.randrange(len(data))] = random.randrange(256)
    return bytes(data)


def lines(random: Random) -> bytes:
    """JSON lines, some of them none."""
    out = []
    for _ in range(random.randrange(1, 5)):
        row: dict[str, object] = {"text": text(random)}
        for key in random.sample(("id", "url", "title", "published", "raw", "html", "x"), random.randrange(4)):
            row[key] = random.choice(
                (text(random), "2031-05-14", "", None, True, 7, 10**400, -0.0, [], {},
                "http://[::1", "https://x.example/2031/02/30/a", "\ud800")
            )
        line = json.dumps(row, ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")
        match random.randrange(8):
            case 0:
                line = line[: random.randrange(len(line))]
            case 1:
                line = line.replace(b":", b": NaN, :", 1)
            case 2:
                line = b"[" * random.choice((1, 2000, 200_000))
            case 3:
                line = encoded(random, line.decode("utf-8", "replace"))
            case _:
                pass
        out.append(line)
    return b"\n".join(out)


# --- targets


def _sound(report: Report) -> None:
    assert report.text.strip()
    report.text.encode()
    assert report.sha256
    assert report.id
    for value in (report.title, report.publisher, report.agency, report.byline, report.url):
        assert value is None or value.encode()
    _ordered(report.published)


def _ordered(window: DateWindow | None) -> None:
    if window and window.earliest and window.latest:
        assert window.earliest <= window.latest, window


def given(data: bytes) -> None:
    """Standard input: reports or errors of one line, nothing else; the same a second time."""
    found = [list(intake.reports(["-"], stdin=io.BytesIO(data))) for _ in range(2)]  # type: ignore[arg-type]
    assert repr(found[0]) == repr(found[1])
    for one in found[0]:
        if isinstance(one, IntakeError):
            assert "\n" not in str(one), one
        else:
            _sound(one)


def given_page(data: bytes) -> None:
    """A page's bytes."""
    with suppress(IntakeError):
        _sound(intake.from_html(data, url="https://x.example/a"))


def given_lines(data: bytes) -> None:
    """JSON lines."""
    given(b'{"text": "Norway recalled its ambassador on Monday, officials said."}\n' + data)


def given_text(text: str) -> None:
    """A text, as pasted and as it stands."""
    for raw in (False, True):
        try:
            report = intake.from_text(text, raw=raw)
        except IntakeError:
            continue
        _sound(report)
        assert not raw or report.text == text


def timed(text: str) -> None:
    """Time expressions, with a day of publication and without."""
    for published in (PUBLISHED, None, DateWindow(date(1, 1, 1), date(9999, 12, 31), "", "")):
        for time in find(text, published=published, report="r", tense_at=lambda offset: "past" if offset % 2 else "future"):
            start, end = time.span
            assert 0 <= start < end <= len(text), time
            _ordered(time.window)
    _ordered(date_undated(text, tense_at=lambda _: "past"))
    for line in text.splitlines() or [""]:
        full_day(line), date_line(line), iso_day(line), day_in_year(line, 2031), url_window(line)


def quoted(text: str) -> None:
    """Quotations, signatures and labels."""
    at = 0
    for found in quotations(text):
        assert at <= found.start < found.end <= len(text), found
        assert "\n" not in text[found.start : found.end]
        at = found.end
        if signed := signature(text, found):
            assert all(0 <= a < b <= len(text) for a, b in signed)
    for spans in labels(text):
        assert all(0 <= a <= b <= len(text) for a, b in spans)


@cache
def _reader() -> Reader:
    return Reader()


@cache
def _record() -> Record:
    return Record("sqlite://")


def read(text: str) -> None:
    """The whole way: read, checked, kept, given back, told and printed."""
    if not text.strip():
        return
    report = Report("r", text, published=PUBLISHED if len(text) % 2 else None)
    kept(_reader().read(report))


def kept(reading: Reading) -> None:
    """A reading into a record and out of it again."""
    made = list(rows(reading, reader=PROVENANCE))
    wrong = [str(fault) for fault in faults(made[0], made[1:])]
    assert not wrong, wrong
    out = io.StringIO()
    jsonl.write(made, out)
    out.getvalue().encode()
    brief(made)
    record = _record()
    record.add(reading, PROVENANCE)  # in the place of the one before
    back = [{key: value for key, value in row.items() if key != "recorded"} for row in record.rows(reading.report.id)]
    assert back == made
    for kind in ("event", "statement", "commitment", "relation", "dispute"):
        assert sum(1 for _ in record.table(kind)) == len(getattr(reading, f"{kind}s"))


TARGETS: dict[str, tuple[Callable[[Random], object], Callable[..., None]]] = {
    "page": (page, given_page),
    "stdin": (lambda random: encoded(random, text(random)), given),
    "lines": (lines, given_lines),
    "text": (text, given_text),
    "times": (text, timed),
    "quotations": (text, quoted),
    "reading": (text, read),
}
"""Of each room: what makes its input, and what hands it over."""


def traps(size: int) -> Iterator[tuple[str, str]]:
    """Texts of about ``size`` characters that slow patterns would hang on, by name."""
    units = {
        "letters": "a", "capitals": "A", "initials": "A. ", "names": "Ada Lind ", "spaces": " ", "tabs": "\t", "newlines": "\n",
        "blank lines": " \n", "digits": "9", "commas in digits": "1,", "decimals": "1.",
        "dashes": "- ", "rules": "-", "dots": ".",
        "stops": ". ", "straight quotes": '"', "spaced quotes": '" ', "opening quotes": "“",
        "opening singles": "‘a", "apostrophes": "'", "n't": "a'b ",
        "brackets": "(", "colons": "A: ", "of": "of the ", "and": "and ", "and names": "Norway, ",
        "said": "said that he ", "that": "that ",
        "years": "2031 ", "days": "1 May ", "months": "May ", "ago": "two ",
        "hundreds": "hundred ", "slashes": "1/1/", "iso": "2031-",
        "percent": "5 per cent of ", "dollars": "$5 ", "tags": "<a ", "open tags": "<p>",
        "entities": "&amp;", "urls": "http://", "at": "a@",
        "combining": "e\u0301\u0301", "emoji": "👩‍👩‍👧", "right to left": "\u202eab", "hash": "# ",
        "copyright": "© 2031 ", "by": "By ", "csv": '"",""',
        "wrapped": "the treaty between the two states was said to be in danger of\n",
    }  # fmt: skip
    for name, unit in units.items():
        yield name, (unit * (size // len(unit) + 1))[:size]
    lists = {"headlines": "Norway and the treaty number {}", "sentences": "Norway signed the treaty number {} on Monday, it said."}
    for name, line in lists.items():
        lines = "\n\n".join(line.format(10_000 + number) for number in range(size // len(line) + 1))
        yield name, lines[:size]
