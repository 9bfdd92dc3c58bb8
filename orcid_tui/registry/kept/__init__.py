"""What a registry has answered, kept on disk for days; and how much it was asked today."""
