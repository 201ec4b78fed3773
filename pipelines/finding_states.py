"""The states of a finding; apart from all else, since a command's help must not load much."""

FINDING_STATES = ("open", "accepted", "dismissed", "resolved")
"""What a reviewer thinks of a finding; resolved is also one that no rule reports any longer."""
