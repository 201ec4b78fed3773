"""Where: the place told for a figure."""
