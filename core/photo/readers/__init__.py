"""Decoders, one module for each kind of file; `formats.py` says which reads what."""
