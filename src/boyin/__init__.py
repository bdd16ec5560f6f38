"""boyin 播音: turns a written Chinese article into a podcast episode."""

__version__ = "0.1.0"
