"""Alma as a place where records live, against a stand-in that speaks its interface."""
