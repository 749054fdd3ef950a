"""Time expressions: text → surface, TIMEX3 type and value, and the window as EDTF."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from foreigndesk.model import DateWindow
from foreigndesk.times import find, windows

WEDNESDAY = windows.day_window(date(2008, 9, 17), "given")
SEPTEMBER = windows.month_window(2008, 9, "inferred")

# (text, [(surface, type, value, EDTF of the window or None)])
CASES = [
    # full dates
    ("The treaty was signed on September 3, 2008.", [("September 3, 2008", "DATE", "2008-09-03", "2008-09-03")]),
    ("The treaty was signed on 3 September 2008.", [("3 September 2008", "DATE", "2008-09-03", "2008-09-03")]),
    ("The truce began on the 3rd of March 1999.", [("the 3rd of March 1999", "DATE", "1999-03-03", "1999-03-03")]),
    ("The log reads 2008-09-17.", [("2008-09-17", "DATE", "2008-09-17", "2008-09-17")]),
    ("It was dated 17/09/2008.", [("17/09/2008", "DATE", "2008-09-17", "2008-09-17")]),
    ("It was dated 09/17/2008.", [("09/17/2008", "DATE", "2008-09-17", "2008-09-17")]),
    ("It was dated 5/5/2008.", [("5/5/2008", "DATE", "2008-05-05", "2008-05-05")]),
    ("It was dated 07/08/2008.", []),
    ("He quit on Monday, Sept. 15, 2008.", [("Monday, Sept. 15, 2008", "DATE", "2008-09-15", "2008-09-15")]),
    ("It never was 31 February 2008.", [("February 2008", "DATE", "2008-02", "2008-02")]),
    # a day without its year
    ("Envoys met on Sept. 12 in Oslo.", [("Sept. 12", "DATE", "2008-09-12", "2008-09-12")]),
    ("Ministers will meet on October 12.", [("October 12", "DATE", "2008-10-12", "2008-10-12")]),
    ("Ministers met on November 20.", [("November 20", "DATE", "2007-11-20", "2007-11-20")]),
    ("Ministers will meet on 2 March.", [("2 March", "DATE", "2009-03-02", "2009-03-02")]),
    ("Ministers met on March 2nd.", [("March 2nd", "DATE", "2008-03-02", "2008-03-02")]),
    ("He announced a vote on October 5.", [("October 5", "DATE", "2008-10-05", "2008-10-05")]),
    ("A leap day, February 29, was chosen.", [("February 29", "DATE", "2008-02-29", "2008-02-29")]),
    ("The Sept. 11 attacks changed it.", [("Sept. 11", "DATE", "2001-09-11", "2001-09-11")]),
    # months
    ("The army invaded in August.", [("August", "DATE", "2008-08", "2008-08")]),
    ("Elections will be held in March.", [("March", "DATE", "2009-03", "2009-03")]),
    ("The border was opened in May 2006.", [("May 2006", "DATE", "2006-05", "2006-05")]),
    ("The minister said in May that talks had failed.", [("May", "DATE", "2008-05", "2008-05")]),
    ("It was signed last September.", [("last September", "DATE", "2007-09", "2007-09")]),
    ("It opens next March.", [("next March", "DATE", "2009-03", "2009-03")]),
    ("Observers will arrive in mid-October.", [("mid-October", "DATE", "2008-10", "2008-10-10/2008-10-20")]),
    ("They came in early August.", [("early August", "DATE", "2008-08", "2008-08-01/2008-08-10")]),
    ("They came in late August 2006.", [("late August 2006", "DATE", "2006-08", "2006-08-20/2006-08-31")]),
    ("It ended in June of last year.", [("June of last year", "DATE", "2007-06", "2007-06")]),
    # words that are months, and are not
    ("The minister may march on.", []),
    ("March on, he told them.", []),
    ("May the talks succeed.", []),
    ("Prime Minister Theresa May resigned.", []),
    ("The crowd sat in the sun for a second.", []),
    # a year beside a name is one in a report of that year; an age, a number and a caption's year
    ("Envoys flew to Harbour Forum 2008 in Oslo.", [("2008", "DATE", "2008", "2008")]),
    ("Envoys spoke of Harbour Plan 2030 in Oslo.", []),
    ("The premier at the bridge, 2003.\nHe spoke.", [("2003", "DATE", "2003", "2003")]),
    ("Yields fell by a tenth of 2000 levels.", [("2000", "DATE", "2000", "2000")]),
    ("A survey of 1709 schoolchildren was begun.", []),
    ("They keep a 2000 year old custom.", []),
    ("He fled at the age of four months.", []),
    ("The count rose over 1990-2000.",
     [("1990", "DATE", "1990", "1990-01-01/2000-12-31"), ("2000", "DATE", "2000", "1990-01-01/2000-12-31")]),
    ("It struck at dawn (2053 Tuesday, UTC).", [("Tuesday", "DATE", "2008-09-16", "2008-09-16")]),
    # feasts of other calendars, and people named for a feast
    ("They came for the Persian New Year.", []),
    ("It was drawn by Joan Christmas.", []),
    # lengths that are none, and what counts from a plan or another event
    ("In the early days of the truce he wrote.", []),
    ("It came three days later than planned.", [("three days later", "DURATION", "P3D", None)]),
    ("He fell ill shortly before the vote.", []),
    ("Forty per cent agreed, down from the year before.", [("the year before", "DATE", "2007", "2007")]),
    ("They signed in 1998. Six minutes later he left.",
     [("1998", "DATE", "1998", "1998"), ("Six minutes later", "DATE", "FUTURE_REF", None)]),
    # years
    ("He resigned in 2006.", [("2006", "DATE", "2006", "2006")]),
    ("He has lived abroad since 2001.", [("2001", "DATE", "2001", "2001-01-01/2008-09-17")]),
    ("The 2006 war killed hundreds.", [("2006", "DATE", "2006", "2006")]),
    ("The accord (1995) was kept.", [("1995", "DATE", "1995", "1995")]),
    ("Some 2000 troops crossed the river.", []),
    ("An army of 2000 troops crossed the river.", []),
    ("Aid reached people in 1500 villages.", []),
    ("The Council adopted Resolution 1990.", []),
    ("It bought 2008 tons of wheat.", []),
    ("He died in early 2008.", [("early 2008", "DATE", "2008", "2008-01-01/2008-04-30")]),
    ("The lease ends at the end of 2010.", [("the end of 2010", "DATE", "2010", "2010-12")]),
    # decades, centuries, quarters, seasons, fiscal years
    ("Sanctions of the 1990s were lifted.", [("the 1990s", "DATE", "199", "199X")]),
    ("They fell out in the mid-1980s.", [("the mid-1980s", "DATE", "198", "1983-01-01/1986-12-31")]),
    ("The nineties were hard.", [("The nineties", "DATE", "199", "199X")]),
    ("The ’80s were hard.", [("The ’80s", "DATE", "198", "198X")]),
    ("Borders of the 19th century matter.", [("the 19th century", "DATE", "18", "18XX")]),
    ("Output fell in the third quarter of 2007.",
     [("the third quarter of 2007", "DATE", "2007-Q3", "2007-07-01/2007-09-30")]),
    ("The first half of 2008 was bad.", [("The first half of 2008", "DATE", "2008-H1", "2008-01-01/2008-06-30")]),
    ("It was won in spring 2004.", [("spring 2004", "DATE", "2004-SP", "2004-03-01/2004-05-31")]),
    ("Fighting flared last winter.", [("last winter", "DATE", "2007-WI", "2007-12-01/2008-02-29")]),
    ("Fiscal 2009 looks bad.", [("Fiscal 2009", "DATE", "FY2009", "2008-07-01/2009-12-31")]),
    # weekdays
    ("The premier said Tuesday he would resign.", [("Tuesday", "DATE", "2008-09-16", "2008-09-16")]),
    ("The premier resigned on Wednesday.", [("Wednesday", "DATE", "2008-09-17", "2008-09-17")]),
    ("The premier will resign on Friday.", [("Friday", "DATE", "2008-09-19", "2008-09-19")]),
    ("He resigned last Friday.", [("last Friday", "DATE", "2008-09-12", "2008-09-12")]),
    ("He left last Wednesday.", [("last Wednesday", "DATE", "2008-09-10", "2008-09-10")]),
    ("They resume next Monday.", [("next Monday", "DATE", "2008-09-22", "2008-09-22")]),
    ("The crowd gathered on Monday evening.", [("Monday evening", "TIME", "2008-09-15TEV", "2008-09-15")]),
    ("He was freed late Tuesday.", [("late Tuesday", "DATE", "2008-09-16", "2008-09-16")]),
    ("They protest every Friday.", [("every Friday", "SET", "XXXX-WXX-5", None)]),
    ("Black Friday sales rose.", []),
    ("He led Friday prayers.", []),
    ("The Sunday Times wrote so.", []),
    # counted from the report
    ("Talks failed yesterday.", [("yesterday", "DATE", "2008-09-16", "2008-09-16")]),
    ("Talks resume tomorrow morning.", [("tomorrow morning", "TIME", "2008-09-18TMO", "2008-09-18")]),
    ("Talks failed the day before yesterday.", [("the day before yesterday", "DATE", "2008-09-15", "2008-09-15")]),
    ("He will speak tonight.", [("tonight", "TIME", "2008-09-17TNI", "2008-09-17/2008-09-18")]),
    ("They fought overnight.", [("overnight", "TIME", "2008-09-17TNI", "2008-09-16/2008-09-17")]),
    ("They met this morning.", [("this morning", "TIME", "2008-09-17TMO", "2008-09-17")]),
    ("They met last week.", [("last week", "DATE", "2008-W37", "2008-09-08/2008-09-14")]),
    ("They were here this week.", [("this week", "DATE", "2008-W38", "2008-09-15/2008-09-17")]),
    ("They will meet next month.", [("next month", "DATE", "2008-10", "2008-10")]),
    ("After last month's floods the bridge closed.", [("last month", "DATE", "2008-08", "2008-08")]),
    ("They came last weekend.", [("last weekend", "DATE", "2008-W37-WE", "2008-09-13/2008-09-14")]),
    ("They met late last year.", [("late last year", "DATE", "2007", "2007-09-01/2007-12-31")]),
    ("Earlier this month he fell ill.", [("Earlier this month", "DATE", "2008-09", "2008-09-01/2008-09-17")]),
    ("He will retire later this year.", [("later this year", "DATE", "2008", "2008-09-17/2008-12-31")]),
    ("They report by the end of the month.", [("the end of the month", "DATE", "2008-09", "../2008-09-30")]),
    ("They report by the end of the year.", [("the end of the year", "DATE", "2008", "../2008-12-31")]),
    ("The embassy opened three days ago.", [("three days ago", "DATE", "2008-09-14", "2008-09-14")]),
    ("The embassy opened two weeks ago.", [("two weeks ago", "DATE", "2008-W36", "2008-09-01/2008-09-07")]),
    ("It closed six months ago.", [("six months ago", "DATE", "2008-03", "2008-03")]),
    ("It closed about 20 years ago.", [("about 20 years ago", "DATE", "1988", "1988")]),
    ("Years ago it was quiet.", [("Years ago", "DATE", "PAST_REF", "../2008-09-17")]),
    ("He leaves ten days from now.", [("ten days from now", "DATE", "2008-09-27", "2008-09-27")]),
    ("He is now isolated.", [("now", "DATE", "PRESENT_REF", "2008-09-17")]),
    ("He was ill recently.", [("recently", "DATE", "PAST_REF", "../2008-09-17")]),
    ("They fear the future.", [("the future", "DATE", "FUTURE_REF", "2008-09-17/..")]),
    # counted from what was named before
    ("It closed in 2001. Three years later it reopened.",
     [("2001", "DATE", "2001", "2001"), ("Three years later", "DATE", "2004", "2004")]),
    ("They signed on 3 May 2007. The same day shelling began.",
     [("3 May 2007", "DATE", "2007-05-03", "2007-05-03"), ("The same day", "DATE", "2007-05-03", "2007-05-03")]),
    ("They signed on 3 May 2007 and left the following day.",
     [("3 May 2007", "DATE", "2007-05-03", "2007-05-03"), ("the following day", "DATE", "2007-05-04", "2007-05-04")]),
    # lengths
    ("The five-day war ended.", [("five-day", "DURATION", "P5D", None)]),
    ("A month-long siege ended.", [("A month-long", "DURATION", "P1M", None)]),
    ("Troops will leave within 10 days of the vote.", [("10 days", "DURATION", "P10D", None)]),
    ("In the last two weeks, 30 people died.", [("the last two weeks", "DURATION", "P2W", "2008-09-03/2008-09-17")]),
    ("He ruled for the past five years.", [("the past five years", "DURATION", "P5Y", "2003-09-17/2008-09-17")]),
    ("Over the next six months he travels.", [("the next six months", "DURATION", "P6M", "2008-09-17/2009-03-17")]),
    ("It grew in the past decade.", [("the past decade", "DURATION", "P10Y", "1998-09-17/2008-09-17")]),
    ("Two and a half years of talks failed.", [("Two and a half years", "DURATION", "P2.5Y", None)]),
    ("They waited half an hour.", [("half an hour", "DURATION", "PT30M", None)]),
    ("They waited for 36 hours.", [("36 hours", "DURATION", "PT36H", None)]),
    ("They waited several months.", [("several months", "DURATION", "PXM", None)]),
    ("They fought for decades.", [("decades", "DURATION", "PXY", None)]),
    ("They fought for more than twenty-five years.",
     [("more than twenty-five years", "DURATION", "P25Y", None)]),
    ("A 45-year-old man was held.", []),
    ("She is 45 years old.", []),
    # hours of the clock
    ("It struck at 4:00 A.M. local time on September 14, 2008.",
     [("4:00 A.M. local time", "TIME", "2008-09-14T04:00", "2008-09-14"),
      ("September 14, 2008", "DATE", "2008-09-14", "2008-09-14")]),
    ("The blast was heard at 0100 UTC.", [("0100 UTC", "TIME", "2008-09-17T01:00Z", "2008-09-17")]),
    ("On Tuesday at 18:30 he left.",
     [("Tuesday", "DATE", "2008-09-16", "2008-09-16"), ("18:30", "TIME", "2008-09-16T18:30", "2008-09-16")]),
    ("Talks began at 3 p.m. in Geneva.", [("3 p.m.", "TIME", "2008-09-17T15:00", "2008-09-17")]),
    ("Talks began at noon.", [("noon", "TIME", "2008-09-17T12:00", "2008-09-17")]),
    # repeated
    ("The council meets every day.", [("every day", "SET", "P1D", None)]),
    ("The council meets every two weeks.", [("every two weeks", "SET", "P2W", None)]),
    ("It is paid annually.", [("annually", "SET", "P1Y", None)]),
    ("It exports two million barrels a day.", [("a day", "SET", "P1D", None)]),
    ("The Daily News wrote so.", []),
    # ranges: two ends, and both have the window of the whole
    ("Between 2001 and 2005 exports doubled.",
     [("2001", "DATE", "2001", "2001-01-01/2005-12-31"), ("2005", "DATE", "2005", "2001-01-01/2005-12-31")]),
    ("The 2007–2008 crisis hit them.",
     [("2007", "DATE", "2007", "2007-01-01/2008-12-31"), ("2008", "DATE", "2008", "2007-01-01/2008-12-31")]),
    ("The 1914-18 war.",
     [("1914", "DATE", "1914", "1914-01-01/1918-12-31"), ("18", "DATE", "1918", "1914-01-01/1918-12-31")]),
    ("The summit ran from 3 to 5 May 2006.",
     [("3", "DATE", "2006-05-03", "2006-05-03/2006-05-05"),
      ("5 May 2006", "DATE", "2006-05-05", "2006-05-03/2006-05-05")]),
    ("The summit ran May 3-5, 2006.",
     [("May 3", "DATE", "2006-05-03", "2006-05-03/2006-05-05"),
      ("5, 2006", "DATE", "2006-05-05", "2006-05-03/2006-05-05")]),
    ("It ran from 28 May to 3 June 2006.",
     [("28 May", "DATE", "2006-05-28", "2006-05-28/2006-06-03"),
      ("3 June 2006", "DATE", "2006-06-03", "2006-05-28/2006-06-03")]),
    ("It is to run from August 23 through October 9.",
     [("August 23", "DATE", "2008-08-23", "2008-08-23/2008-10-09"),
      ("October 9", "DATE", "2008-10-09", "2008-08-23/2008-10-09")]),
    ("It will run from December 20 to January 5.",
     [("December 20", "DATE", "2008-12-20", "2008-12-20/2009-01-05"),
      ("January 5", "DATE", "2009-01-05", "2008-12-20/2009-01-05")]),
    ("From March to June 2007 it rained.",
     [("March", "DATE", "2007-03", "2007-03-01/2007-06-30"),
      ("June 2007", "DATE", "2007-06", "2007-03-01/2007-06-30")]),
    ("On 2018 day five began.", []),
    # words before that shape the window
    ("The troops must leave by 1 March.", [("1 March", "DATE", "2009-03-01", "../2009-03-01")]),
    ("He will stay until Friday.", [("Friday", "DATE", "2008-09-19", "../2008-09-19")]),
    ("It was known before 2001.", [("2001", "DATE", "2001", "../2000-12-31")]),
    ("It grew after 2001.", [("2001", "DATE", "2001", "2002-01-01/..")]),
    ("It has grown since August.", [("August", "DATE", "2008-08", "2008-08-01/2008-09-17")]),
    # holidays
    ("It was quiet at Christmas.", [("Christmas", "DATE", "2007-12-25", "2007-12-25")]),
    ("It was quiet at Easter 2008.", [("Easter 2008", "DATE", "2008-03-23", "2008-03-23")]),
    ("Ramadan 2007 was quiet.", [("Ramadan 2007", "DATE", "2007", "2007-09-12/2007-10-13")]),
]


def read(text: str, published: DateWindow | None) -> list[tuple[str, str, str, str | None]]:
    found = find(text, published=published, report="r")
    return [(text[slice(*t.span)], t.type, t.value, t.window.edtf if t.window else None) for t in found]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_report_of_a_known_day(text: str, expected: list[tuple[str, str, str, str | None]]) -> None:
    assert read(text, WEDNESDAY) == expected


# the report's day is known only to a month
WINDOW_CASES = [
    ("They signed on Wednesday.", [("Wednesday", "DATE", "XXXX-WXX-3", "2008-09")]),
    ("They meet today.", [("today", "DATE", "XXXX-XX-XX", "2008-09")]),
    ("They fought last month.", [("last month", "DATE", "2008-08", "2008-08")]),
    ("They fought in August.", [("August", "DATE", "2008-08", "2008-08")]),
    ("They will leave by Oct. 1.", [("Oct. 1", "DATE", "2008-10-01", "../2008-10-01")]),
    ("They will meet in mid-October.", [("mid-October", "DATE", "2008-10", "2008-10-10/2008-10-20")]),
    ("They met this year.", [("this year", "DATE", "2008", "2008-01-01/2008-09-30")]),
    ("They came last week.", [("last week", "DATE", "XXXX-WXX", "2008-08-25/2008-09-28")]),
]


@pytest.mark.parametrize(("text", "expected"), WINDOW_CASES, ids=[text for text, _ in WINDOW_CASES])
def test_report_of_a_month(text: str, expected: list[tuple[str, str, str, str | None]]) -> None:
    assert read(text, SEPTEMBER) == expected


# nothing is known of the report's day, and nothing is made up
UNKNOWN_CASES = [
    ("They signed on Wednesday.", [("Wednesday", "DATE", "XXXX-WXX-3", None)]),
    ("They meet today.", [("today", "DATE", "XXXX-XX-XX", None)]),
    ("They fought last month.", [("last month", "DATE", "XXXX-XX", None)]),
    ("They will leave by Oct. 1.", [("Oct. 1", "DATE", "XXXX-10-01", None)]),
    ("They fought in August.", [("August", "DATE", "XXXX-08", None)]),
    ("It closed two years ago.", [("two years ago", "DATE", "PAST_REF", None)]),
    ("It is now closed.", [("now", "DATE", "PRESENT_REF", None)]),
    ("He has lived abroad since 2001.", [("2001", "DATE", "2001", "2001-01-01/..")]),
    ("It was signed on 3 May 2006.", [("3 May 2006", "DATE", "2006-05-03", "2006-05-03")]),
]


@pytest.mark.parametrize(("text", "expected"), UNKNOWN_CASES, ids=[text for text, _ in UNKNOWN_CASES])
def test_report_of_an_unknown_day(text: str, expected: list[tuple[str, str, str, str | None]]) -> None:
    assert read(text, None) == expected


def test_a_weekday_in_a_month_keeps_the_weekday() -> None:
    [time] = find("They signed on Wednesday.", published=SEPTEMBER, report="r")
    assert time.window
    assert time.window.weekday == 2


def test_the_callers_tense_decides() -> None:
    text = "The vote is on March 2."
    for tense, year in (("past", 2008), ("future", 2009)):
        [time] = find(text, published=WEDNESDAY, report="r", tense_at=lambda _, tense=tense: tense)  # type: ignore[misc]
        assert time.value == f"{year}-03-02"


def test_times_do_not_overlap_and_ids_are_stable() -> None:
    text = " ".join(text for text, _ in CASES)
    first, second = (find(text, published=WEDNESDAY, report="r") for _ in range(2))
    assert first == second
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(first))
    assert len({t.id for t in first}) == len(first)


def test_letters_that_grow_in_lower_case_do_not_shift_offsets() -> None:
    text = "İİİ fell on 3 May 2006."
    assert read(text, None)[0][0] == "3 May 2006"
