"""The screens, driven by keys in the real application."""
