"""Views: what the record says, for people: the brief and the tables."""
