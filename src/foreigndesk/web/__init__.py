"""The desk: the record in the browser, and the same over HTTP for programs."""
