"""Many reports: a batch in, rows out, by processes of this machine or on Ray, resumed where a run was killed."""

from foreigndesk.batch.reading import Failure
from foreigndesk.batch.run import Summary, run

__all__ = ["Failure", "Summary", "run"]
