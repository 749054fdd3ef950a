"""The lexicons: data, one folder a room, and their loader."""
