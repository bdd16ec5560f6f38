"""From what is written to what is said: one rule a file, every character accounted for."""
