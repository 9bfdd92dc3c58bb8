"""Persons as a registry knows them."""
