"""Who suffers: side, class and words of the victims."""
