"""A day's work in a real terminal against a slow, limited and faulty registry, measured.

python -m tests.benchmarks.day [--decisions 500] [--every 2.0] [--latency 0.3] [--kills 20]
"""
