"""Trees to predicates with their roles, and what they are embedded in."""
