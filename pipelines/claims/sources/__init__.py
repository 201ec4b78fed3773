"""Who says it: claimant, relay and cue."""
