"""Tests of orcid_tui.web."""
