"""What a library settles once for all its files."""
