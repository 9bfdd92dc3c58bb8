"""The ORCID API in miniature."""
