"""Exports: one module a format, each writing rows to a stream as they come."""
