"""Where persons are found."""
