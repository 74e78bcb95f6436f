"""Settings, their file and their dialog."""
