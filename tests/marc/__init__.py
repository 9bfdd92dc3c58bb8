"""Reading MARC and putting one subfield into it."""
