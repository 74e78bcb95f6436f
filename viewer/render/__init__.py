"""Frames drawn on a thread of their own, with the marks and maps over them."""
