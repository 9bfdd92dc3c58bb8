"""What every conversation over the web shares: which addresses may be asked, and how."""
