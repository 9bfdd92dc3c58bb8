"""The ORCID Public API v3.0 as a registry of persons."""
