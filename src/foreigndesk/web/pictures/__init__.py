"""Pictures, drawn by the server as SVG: no script, no style of their own, links to what they show."""
