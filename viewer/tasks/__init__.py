"""Work on threads of its own."""
