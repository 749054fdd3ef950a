"""The record's schema through the versions, one Alembic revision a step."""
