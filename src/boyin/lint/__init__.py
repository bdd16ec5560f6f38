"""What a producer should mend in an article before it is recorded; one check a file."""
