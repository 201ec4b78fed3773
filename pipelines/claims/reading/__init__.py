"""How a text is cut, matched, spelled and reduced before any rule reads it."""
