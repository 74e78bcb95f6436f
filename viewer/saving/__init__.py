"""Pictures, fields and films saved from the window."""
