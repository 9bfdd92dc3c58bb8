"""The use cases. The one door through which screens and commands reach the core."""
