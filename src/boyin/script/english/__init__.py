"""English within an article: what is a word, what is said or a title, what only repeats a name."""
