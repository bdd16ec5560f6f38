"""An episode to read along: the article as it stands, and when each sentence of it is heard."""
