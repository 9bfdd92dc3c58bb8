"""The texts in German and French: that none is missing, and that each fits its place."""
