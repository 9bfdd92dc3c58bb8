"""The widgets that Textual does not have."""
