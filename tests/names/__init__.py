"""Names as catalogues write them."""
