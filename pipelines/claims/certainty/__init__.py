"""How sure: hedges, verification and dispute."""
