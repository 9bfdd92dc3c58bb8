"""Personal names as catalogues write them, and how well two of them agree."""
