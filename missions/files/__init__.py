"""The record as fixtures: read, load, write. Files and tables meet here and nowhere else."""
