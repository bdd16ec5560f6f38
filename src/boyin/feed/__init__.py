"""From a show file and finished episodes to the feed that podcast apps follow."""
