"""What a finished episode is like: its sound measured, its tag read back, both drawn."""
