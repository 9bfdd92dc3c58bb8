"""Where secrets are kept: a real Secret Service, and everything that can be wrong with it."""
