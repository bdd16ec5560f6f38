"""An episode as a book to read and hear: EPUB 3.3 with a media overlay for every sentence."""
