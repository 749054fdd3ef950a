"""Characters and lines to clean paragraphs: stray characters out, hard-wrapped lines joined, doubled quotes undone."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from foreigndesk.intake.data import boilerplate

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\x00-\x08\x0e-\x1f\x7f]")
_NEWLINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ENTITY = re.compile(r"&(?:amp|quot|apos|lt|gt|nbsp|[lr][sd]quo|[nm]dash|hellip|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
_STOP = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_LAST_WORD = re.compile(r"([^\W\d_]+)\.?$")
_STARTS_LOW = re.compile(r"[\"'“‘(]?[a-zß-öø-ÿ]")
_ITEM = re.compile(r"(?:[-•*·▪►–—]|\(?\d{1,2}[.)])\s")
_CSV_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_WIDEST = 100
_NARROWEST = 45


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line that stands alone; ``gap`` tells whether a blank line stood before it."""

    text: str
    gap: bool

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def tidy(text: str) -> str:
    """The same words in plain characters: no invisible ones, one kind of newline and of space."""
    text = _INVISIBLE.sub("", _NEWLINES.sub("\n", text))
    if _ENTITY.search(text):
        text = html.unescape(text)
    return unicodedata.normalize("NFC", text)


def squeeze(line: str) -> str:
    """One line with its white space squeezed to single spaces."""
    return " ".join(line.split())


def undouble(paragraph: str) -> str:
    """A paragraph as it was before a spreadsheet quoted it: the outer quotes off, the doubled ones single."""
    match = _CSV_QUOTED.fullmatch(paragraph)
    return match[1].replace('""', '"') if match and '""' in match[1] else paragraph


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does, its closing quotes and brackets left aside."""
    return bool(_STOP.search(text))


def blocks(lines: list[str]) -> list[Block]:
    """Lines (an empty one is a blank line) to paragraphs: what a narrow column broke is joined again."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    columns = [_column_widths(group) for group in groups]
    ragged = _breaks_anywhere(groups, columns)
    out: list[Block] = []
    for number, group in enumerate(groups):
        widths = columns[number]
        current = group[0]
        first = True
        for index, line in enumerate(group[1:], 1):
            if _goes_on(group[index - 1], line, widths[index - 1], ragged and (number > 0 or index > 1)):
                current = current[:-1] + line if _broken_word(current, line) else f"{current} {line}"
            else:
                out.append(Block(undouble(current), first))
                current, first = line, False
        out.append(Block(undouble(current), first))
    return out


def _breaks_anywhere(groups: list[list[str]], columns: list[list[int]]) -> bool:
    """Whether lines break in mid-sentence without regard to a column: some line goes on that did not fill one."""
    return any(
        (not width or len(a) < 0.75 * width) and _STARTS_LOW.match(b) and not ends_sentence(a)
        for group, widths in zip(groups, columns, strict=True)
        for (a, b), width in zip(pairwise(group), widths, strict=False)
    )


def _column_widths(group: list[str]) -> list[int]:
    """For each line the width of the hard-wrapped column it stands in, 0 where it stands in none."""
    widths = [0] * len(group)
    start = 0
    while start < len(group):
        end = start
        while end < len(group) and len(group[end]) <= _WIDEST:
            end += 1
        run = group[start:end]
        width = max(map(len, run), default=0)
        if len(run) >= 3 and width >= _NARROWEST:
            pairs = list(pairwise(run))
            full = sum(_fills(a, b, width) for a, b in pairs)
            unfinished = sum(not ends_sentence(a) for a, _ in pairs)
            if full >= 0.6 * len(pairs) and unfinished >= 0.4 * len(pairs):
                widths[start:end] = [width] * len(run)
        start = end + 1
    return widths


def _fills(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word had no room left on this one (a ragged edge of some letters allowed)."""
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width - 6


def _goes_on(line: str, following: str, width: int, ragged: bool) -> bool:
    if _ITEM.match(following):
        return False
    if ends_sentence(line):
        return width > 0 and _fills(line, following, width)
    if _STARTS_LOW.match(following):
        return True
    last = _LAST_WORD.search(line)
    opens = last is not None and last[1].islower() and last[1] in boilerplate().function_words
    if line.endswith(",") or (opens and len(following) <= _WIDEST):
        return True
    if width and len(line) >= 0.6 * width:
        return True
    return ragged and len(line) <= _WIDEST


def _broken_word(line: str, following: str) -> bool:
    """Whether a hyphen at the line's end only broke a word: never sure, so only after a lower-case stem of length."""
    return bool(re.search(r"[a-z]{3}-$", line[-4:]) and re.match(r"[a-z]{4}", following)) and len(line) > _NARROWEST
