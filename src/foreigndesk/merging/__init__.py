"""One story from many reports: copies of a text, the same event told twice, the same actor under one name."""
