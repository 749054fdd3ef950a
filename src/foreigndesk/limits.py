"""How large a report may be and how long it may take, so that one input never costs the others their turn."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from foreigndesk.errors import IntakeError

MEGABYTES = 16
"""The largest file, or line of a JSON-lines file, unpacked: in MiB."""

WORDS = 100_000
"""The longest report, in words between spaces: a book's length, some minutes on one core."""

CHARACTERS_A_WORD = 10
"""What has no spaces is bounded too: by so many times as many characters."""

SECONDS = 600
"""The longest that one report may take."""


class _TimeUp(BaseException):
    """Not an Exception, so that nothing on the way takes it for a fault of its own and goes on."""


def require_length(text: str, words: int) -> None:
    """Raise IntakeError FD120 for a text that is too long to read."""
    if len(text) > words * CHARACTERS_A_WORD:
        raise IntakeError("FD120", f"has {len(text)} characters, more than {words * CHARACTERS_A_WORD}: {_WAY_OUT}")
    if len(text) > 2 * words and (count := len(text.split())) > words:  # a word and its space are two characters at least
        raise IntakeError("FD120", f"has {count} words, more than {words}: {_WAY_OUT}")


_WAY_OUT = "give it in parts, or allow more with --max-words (in Python: `Reader(max_words=…)`)"


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let a block run so long and no longer: then it ends with IntakeError FD121.

    It needs the alarm of Unix and the main thread; elsewhere, and where a program around Python has set that alarm for
    itself, the block may run as long as it likes.
    """
    unix = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not unix or signal.getsignal(signal.SIGALRM) is None:
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise _TimeUp

    before = signal.signal(signal.SIGALRM, ring)
    other = signal.setitimer(signal.ITIMER_REAL, seconds, 1)  # again each second, where the first is lost in a destructor
    try:
        yield
        signal.setitimer(signal.ITIMER_REAL, 0)
    except _TimeUp:
        raise IntakeError("FD121", f"took longer than {seconds:g} s and was given up: allow more with --max-seconds") from None
    finally:
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, *other)
