"""What is wrong with the record as a whole: faults that no single form sees."""
