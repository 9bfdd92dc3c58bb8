"""The ORCID API client, over real sockets."""
