"""MARC records: read for display, changed only by splicing bytes."""
