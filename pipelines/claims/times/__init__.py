"""When: the period that a figure covers."""
