"""Files as places where records live: opening, scanning, safe saving."""
