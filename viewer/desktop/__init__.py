"""What the program is on a desktop: its entry, and a single instance."""
