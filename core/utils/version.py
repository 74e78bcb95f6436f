"""The version of the program. Here, since to look it up among what is installed takes 25 milliseconds."""

VERSION = "0.1.0"
"""Also of the package: `pyproject.toml` reads it here."""
