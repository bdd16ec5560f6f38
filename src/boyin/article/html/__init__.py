"""HTML within an article: tags and their attributes, and what their elements mean."""
