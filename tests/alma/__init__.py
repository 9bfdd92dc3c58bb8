"""Tests of orcid_tui.alma."""
