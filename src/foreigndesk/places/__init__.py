"""Where: place names found in the text, told apart from their namesakes and given coordinates.

Coordinates of towns are GeoNames' (CC BY 4.0, https://www.geonames.org); those of regions are the project's own.
"""

from foreigndesk.places.distance import kilometres
from foreigndesk.places.finder import find_mentions
from foreigndesk.places.folding import fold
from foreigndesk.places.gazetteer import Candidate, Gazetteer, shipped
from foreigndesk.places.resolver import PlaceMention, resolve

__all__ = ["Candidate", "Gazetteer", "PlaceMention", "find_mentions", "fold", "kilometres", "resolve", "shipped"]
