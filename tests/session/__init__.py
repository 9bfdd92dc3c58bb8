"""The work between a store and a registry."""
