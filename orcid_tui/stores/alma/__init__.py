"""Bibliographic records in Alma as a place where records live."""
