"""An ORCID API in miniature, for the demo and the tests."""
