"""An institution's profile: everything about its access to ORCID and Alma but the secrets."""
