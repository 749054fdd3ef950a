"""Feeds watched: new items of RSS and Atom feeds, fetched politely and read once into the record; alerts of what is new."""
