"""The checks: structure that must hold, and rules over figures that cannot all be true.

Belongs here: structure suites (run through Great Expectations), the rulebook and its SQL. Does not
belong here: storing findings, or deciding what a failed check stops.
"""
