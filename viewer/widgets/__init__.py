"""Passive widgets: they show what they are given."""
