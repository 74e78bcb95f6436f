"""The photo's field beside another picture."""
