"""Warps of the picture: the panel and its actions."""
