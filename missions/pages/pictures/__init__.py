"""Pictures of documents as frozen geometry, which templates print as SVG.

Along the time a place is a percentage of the width, so that bars stretch with the page; across it, and for all letters,
it is an em, so that words keep their size. What does not overlap at the width a picture is arranged for does not
overlap at any greater one.
"""
