"""Encoders: photo to features."""
