"""The pieces of real life that the demo shows, one theme a file.

Each file has PERSONS, what the registry knows, and RECORDS, what the catalogue has, by the name
of the piece.
"""
