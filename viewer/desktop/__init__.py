"""The program on a desktop: its entry, and a single instance."""
