"""An institution's profile: everything about its access to ORCID but the secret."""
