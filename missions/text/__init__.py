"""Words only: Markdown, citations, dates and differences, without Django."""
