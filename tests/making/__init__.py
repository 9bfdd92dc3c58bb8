"""Makes the bundled data of the demo: `python -m tests.making` writes it.

The museum pieces are tables to be read and added to; the rest is made by dice with a fixed seed.
A test compares what is made with what is in the package.
"""
