"""Every engine, held to one contract."""
