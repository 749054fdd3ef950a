"""How far places lie apart."""

from __future__ import annotations

import math

_EARTH = 6371.0  # kilometres


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance of two points (latitude and longitude, degrees), by the haversine formula."""
    a, b = math.radians(one[0]), math.radians(other[0])
    half = math.sin((a - b) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(one[1] - other[1]) / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(half)))
