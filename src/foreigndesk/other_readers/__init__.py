"""Other readers of propositions beside our own: what they propose enters the record only with words that stand in the report.

    from foreigndesk.other_readers import Endpoint, Joined

    reader = Joined(foreigndesk.Reader(), Endpoint("http://localhost:8000/v1", model="my-model"))

Nothing here is used, and nothing connects anywhere, unless somebody asks for it (docs/other-readers.md).
"""

from __future__ import annotations

from foreigndesk.other_readers.endpoint import Endpoint
from foreigndesk.other_readers.joined import Joined
from foreigndesk.other_readers.proposals import OtherReader, Proposal, SetAside, verified

__all__ = ["Endpoint", "Joined", "OtherReader", "Proposal", "SetAside", "verified"]
