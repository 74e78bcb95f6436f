"""State that the window remembers by itself."""
