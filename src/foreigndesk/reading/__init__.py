"""Propositions to events, statements, commitments, relations and disputes."""
