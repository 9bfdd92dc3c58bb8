"""The rest of the demo: plausible persons and records, made by dice with a fixed seed."""
