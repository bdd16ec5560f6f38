"""From a timeline to the bytes of an MP3: levels, transitions, frames."""
