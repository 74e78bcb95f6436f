"""What the window remembers by itself."""
