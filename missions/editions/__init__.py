"""From the draft to what readers see, and back: record, document, statements, problems, publish, restore, compare."""
