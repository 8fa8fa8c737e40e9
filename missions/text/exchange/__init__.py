"""References as other programs read them: BibTeX, RIS and CSL-JSON."""
