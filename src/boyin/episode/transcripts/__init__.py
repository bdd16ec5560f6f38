"""What is said in an episode and when, in the formats that players and readers take."""
