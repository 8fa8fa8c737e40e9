"""Editions as files for machines: JSON with its schemas, Markdown, tables, and the codebook that explains them."""
