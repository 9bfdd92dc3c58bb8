"""Profiles, and from environment and profile to one way of asking ORCID."""
