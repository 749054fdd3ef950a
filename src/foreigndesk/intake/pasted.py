"""Pasted text to the story in it: what is title, story, byline, date and source, and what only stood around them.

A kept line of furniture costs little, a lost sentence of the story much: whatever could be story stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from foreigndesk.intake.agencies import agency_in_notice, agency_of, dateline
from foreigndesk.intake.data import boilerplate
from foreigndesk.intake.dates import date_line, day_in_year, full_day
from foreigndesk.intake.paragraphs import Block, blocks, ends_sentence, squeeze, tidy

_LONGEST_TITLE = 170
_RUN = 5  # words
_NAME = re.compile(r"(?:[A-Z][\w.'’-]*|[a-z]{2,3}|and|in|for|with|at|&)(?:\s|$)")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}$")
_TITLE_END = re.compile(r"[.;:,!?…][\"'”’»)\]]*$")
_QUESTION = re.compile(r"[?!]$")
_INNER_STOP = re.compile(r"[a-z]{3,}[.!?][\"”’]? [A-Z]")
_YEAR = re.compile(r"(?:©|\([cC]\)|[Cc]opyright)\D{0,12}((?:19|20)\d\d)")
_DASH = re.compile(r"^\s*[-–—•*]")
_MARK = re.compile(r"^#{1,6} ")
_NORMAL = re.compile(r"[\W_]+")
_PHOTO_WORD = re.compile(
    r"\b(?:photo|pictured|file picture|poses?|shakes? hands|looks? on|speaks? (?:at|during))\b"
    r"|[,(] ?(?:left|right|cent(?:re|er))\b ?[,)]"
)
_SPACED_TAG = re.compile(r"(?<=[.!?\"”])\s+(?:[-–—/]\s*)?\(?(?P<name>[A-Z][\w -]{1,30})\)?$")


@dataclass(slots=True)
class Story:
    """What a pasted text holds; ``day`` is what a date line or dateline gives in full."""

    title: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    agency: str | None = None
    byline: str | None = None
    day: date | None = None

    @property
    def text(self) -> str:
        """The title, where there is one, and the paragraphs, a blank line between them."""
        return "\n\n".join(([self.title] if self.title else []) + self.paragraphs)


def read_story(text: str, *, title: str | None = None, headings: frozenset[str] = frozenset()) -> Story:
    """The story in a text. ``title``: known already; ``headings``: lines known to be headings of the page."""
    story = Story(title=(squeeze(tidy(title)) or None) if title else None)
    lines = [squeeze(line) for line in tidy(text).split("\n")]
    years = {int(year) for line in lines for year in _YEAR.findall(line)}
    lines = [_MARK.sub("", line) for line in lines]
    parts = blocks([piece for pair in pairwise([*lines, ""]) for piece in _set_apart(*pair, story)])
    parts = [part for part in parts if _stays(part.text, story)]
    parts = _without_link_sections(parts)
    parts = _take_furniture(parts, story)
    parts = _without_captions(parts, story)
    if story.title is None:
        parts = _take_title(parts, story)
    parts = _without_repeats(parts, story)
    parts = _without_subheads(parts, headings)
    story.paragraphs = [part.text for part in parts]
    _read_dateline(story, years)
    return story


def is_prose(text: str) -> bool:
    """Whether a block is running text: a sentence of some length, or too long for a headline."""
    return len(text) > _LONGEST_TITLE or (len(text.split()) >= 7 and _closes(text))


def _closes(text: str) -> bool:
    """Whether it ends in a final stop or a closing quote, so that it may be a sentence."""
    return ends_sentence(text) or text.endswith(('"', "”", "’", "'"))


def _set_apart(line: str, following: str, story: Story) -> tuple[str, ...]:
    """A line as it may be joined with its neighbours: notices blank, section headings and date lines alone."""
    if not line or not (following[:1].islower() or _stays(line, story)):
        return ("",)
    return ("", line, "") if _heads_section(line) or date_line(line) or _byline(line) else (line,)


def _heads_section(line: str) -> bool:
    """Whether a line is the heading of a list of links or sources."""
    data = boilerplate()
    return line.count(" ") <= 7 and bool(data.links.match(line) or data.closing.match(line))


def _stays(line: str, story: Story) -> bool:
    """Whether a line is no notice; a copyright or credit notice may name the agency before it goes."""
    words = line.count(" ") + 1  # a line in lower case goes on from the one before
    for notice in boilerplate().notices:
        if words <= notice.max_words and notice.pattern.match(line) and (notice.whole or not line[0].islower()):
            story.agency = story.agency or agency_in_notice(line)
            return False
    return True


def _without_link_sections(parts: list[Block]) -> list[Block]:
    """Leave out "See also" and its like with the links under them; a section of sources ends the story."""
    data = boilerplate()
    kept: list[Block] = []
    skipping = False
    prose = False
    for part in parts:
        if _heads_section(part.text):
            if data.closing.match(part.text) and prose:
                break
            if data.links.match(part.text):
                skipping = True
                continue
        if skipping and is_prose(part.text) and not _DASH.match(part.text):
            skipping = False
        if not skipping:
            kept.append(part)
            prose = prose or is_prose(part.text)
    return kept


def _take_furniture(parts: list[Block], story: Story) -> list[Block]:
    """Source lines, bylines, date lines: into the story's own fields and out of its text."""
    data = boilerplate()
    kept: list[Block] = []
    prose = 0
    for index, part in enumerate(parts):
        text = part.text
        at_edge = prose < 3 or index >= len(parts) - 2
        if part.words <= 14 and (match := data.source.match(text)) and (
            (agency := agency_of(match["name"])) or "/" in text[:2] or text.lower().startswith("source")
        ):
            story.agency = story.agency or agency
            continue
        if at_edge and part.words <= 6 and not ends_sentence(text) and (agency := agency_of(text)) and _is_credit(text):
            story.agency = story.agency or agency
            continue
        if at_edge and (day := date_line(text)):
            story.day = story.day or day
            continue
        if at_edge and (name := _byline(text)):
            agency = agency_of(name)
            story.agency = story.agency or agency
            if not agency or "," in name:
                story.byline = story.byline or name
            continue
        kept.append(part)
        prose += is_prose(text)
    return kept


def _is_credit(text: str) -> bool:
    """Whether a short line is an agency's name alone and not a headline that begins or ends with one."""
    return agency_of(text.split(",")[0]) is not None


def _byline(text: str) -> str | None:
    """The name in "By Jane Roe" or "Jane Roe, Staff Writer", or ``None``; a sentence is never one."""
    if len(text) > 120 or ends_sentence(text):
        return None
    data = boilerplate()
    if match := data.byline.match(text):
        name = re.split(r"\s*(?:\||•|\bPublished\b|\bUpdated\b|,? \d)", match["name"])[0].strip(" ,")
        return name if name and len(name.split()) <= 12 and not _NAME.sub("", name.replace(",", "")).strip() else None
    match = data.staff.match(text)
    return match["name"] if match else None


def _without_captions(parts: list[Block], story: Story) -> list[Block]:
    """Leave out legends of pictures with their labels; an agency's tag after the last sentence is only its source."""
    data = boilerplate()
    kept: list[Block] = []
    prose = 0
    for index, part in enumerate(parts):
        text = part.text
        last = index == len(parts) - 1
        credit = data.credit.search(text)
        caption = len(text) <= 500 and bool(data.captions.search(text))
        if not caption and credit and len(text) <= 400:
            stem = text[: credit.start()].rstrip(" -–—/(|")
            glued = text[credit.start()].isalnum()
            after_story = last or (prose >= 2 and not glued and not _PHOTO_WORD.search(text))
            if (ends_sentence(stem) and after_story) or (not kept and not glued and text.endswith(")")):
                # "… officials said. (Reuters)", or a headline that ends in "(AP)"
                story.agency = story.agency or agency_of(credit["agency"])
                part = Block(stem, part.gap)
            elif not last and (text[credit.start()] != " " or _SPACED_TAG.search(text)):
                caption = True
        if caption and (part.words > 2 or credit):
            while kept and kept[-1].words <= 6 and not _closes(kept[-1].text) and _label_before(kept):
                kept.pop()
            continue
        prose += is_prose(part.text)
        kept.append(part)
    return kept


def _label_before(kept: list[Block]) -> bool:
    """Whether the short line at the end is a picture's label: some prose or title stands before it."""
    return any(is_prose(part.text) for part in kept[:-1]) or (len(kept) >= 2 and kept[-1].words <= 4)


def _take_title(parts: list[Block], story: Story) -> list[Block]:
    """The headline among the lines before the prose; section labels before it go."""
    head = 0
    while head < len(parts) and _may_be_title(parts[head].text):
        head += 1
    if head == 0 or head == len(parts) or not any(is_prose(part.text) for part in parts[head:]):
        return parts
    candidates = parts[:head]
    chosen = next((i for i, part in enumerate(candidates) if part.words >= 4), 0)
    story.title = candidates[chosen].text
    rest = [part for part in candidates[chosen + 1 :] if part.words >= 4]
    return rest + parts[head:]


def _may_be_title(text: str) -> bool:
    if len(text) > _LONGEST_TITLE or _DASH.match(text):
        return False
    if _QUESTION.search(text):
        return len(text) <= 110 and not _INNER_STOP.search(text)
    return not _TITLE_END.search(text) or bool(_INITIALS.search(text))


class _Places:
    """Where each of some texts stands, by itself and within others: looked up by its rarest run of words."""

    def __init__(self, texts: list[str]) -> None:
        self.last = {text: index for index, text in enumerate(texts)}
        self.first = {text: index for index, text in reversed(list(enumerate(texts)))}
        self._holders: dict[tuple[str, ...], list[str]] = {}
        for text in self.first:
            for run in set(_runs(text)):
                self._holders.setdefault(run, []).append(text)

    def within(self, text: str) -> tuple[int, int]:
        """The first and the last place of a text, those within longer ones counted."""
        runs = _runs(text)
        candidates = min((self._holders[run] for run in runs), key=len) if runs else list(self.first)
        holders = [other for other in candidates if f" {text} " in f" {other} "]
        return min(self.first[other] for other in holders), max(self.last[other] for other in holders)


def _runs(text: str) -> list[tuple[str, ...]]:
    words = text.split()
    return [tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]


def _without_repeats(parts: list[Block], story: Story) -> list[Block]:
    """Keep one of what stands twice: the title, the stand-first, a sentence pulled out of its paragraph."""
    plain = [_NORMAL.sub(" ", part.text.lower()).strip() for part in parts]
    title = _NORMAL.sub(" ", (story.title or "").lower()).strip()
    places = _Places(plain)
    kept: list[Block] = []
    for index, part in enumerate(parts):
        text = plain[index]
        if text and text == title:
            continue
        sentence = _closes(part.text)
        if part.words >= 5:
            seen, again = places.first[text], places.last[text]
            earliest, latest = places.within(text)
            # what stands twice without a stop is an entry of a list, unless it stands before the story
            pulled = index < 4 or (again == index and (not sentence or part.text[0] in "\"“'‘"))
            if pulled and latest > index:
                continue
            if sentence and 4 <= seen < index:
                continue
            if not sentence and seen == index and earliest < index:
                continue
        kept.append(part)
    return kept


def _without_subheads(parts: list[Block], headings: frozenset[str]) -> list[Block]:
    """Leave out cross-heads: short, without a final stop, between paragraphs of prose."""
    kept: list[Block] = []
    gaps = sum(part.gap for part in parts) > len(parts) / 2
    for index, part in enumerate(parts):
        following = parts[index + 1] if index + 1 < len(parts) else None
        if following is not None and kept and is_prose(kept[-1].text) and is_prose(following.text):
            heading = part.text in headings and not part.text[0].isdigit()
            attached = gaps and part.gap and not following.gap
            if _is_subhead(part.text, heading or attached) and not kept[-1].text.endswith((":", ";")):
                continue
        kept.append(part)
    return kept


def _is_subhead(text: str, attached: bool) -> bool:
    words = text.split()
    if len(text) > 80 or len(words) > 12 or not (text[0].isupper() or text[0].isdigit() or text[0] in "\"'“‘"):
        return False
    if text.endswith("?"):
        return attached and len(words) <= 10 and text[0] not in "\"'“‘"
    if _closes(text) and not (text[0] in "'‘\"“" and len(words) <= 6 and not ends_sentence(text)):
        return False
    return not _TITLE_END.search(text)


def _read_dateline(story: Story, years: set[int]) -> None:
    """The agency and day in the story's dateline; a day without a year needs the year of the copyright line."""
    for paragraph in story.paragraphs[:3]:
        if found := dateline(paragraph):
            story.agency = story.agency or found.agency
            if story.day is None:
                story.day = full_day(found.words)
            if story.day is None and len(years) == 1:
                story.day = day_in_year(found.words, next(iter(years)))
            return
