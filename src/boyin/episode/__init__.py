"""From a finished master to what is published: the file, its tag and what goes beside it."""
