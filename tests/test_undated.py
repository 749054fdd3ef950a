"""Undated reports by what is known of offices and memberships: text → EDTF of the window."""

from __future__ import annotations

import pytest

from foreigndesk.undated import date_undated

CASES = [
    ("French President Nicolas Sarkozy met Russian President Dmitry Medvedev.", "2008-04-23/2012-05-21"),
    ("German Chancellor Angela Merkel met US President Barack Obama. The two had spoken in 2013.", "2013-01-01/2017-02-03"),
    ("The premier met envoys of the 27-nation European Union and President Nicolas Sarkozy.", "2007-05-02/2012-05-29"),
    ("The talks failed.", None),
]


@pytest.mark.parametrize(("text", "edtf"), CASES, ids=[text[:50] for text, _ in CASES])
def test_window(text: str, edtf: str | None) -> None:
    window = date_undated(text)
    if edtf is None:
        assert window is None
        return
    assert window
    assert (window.edtf, window.basis) == (edtf, "inferred")
    assert window.reasons
