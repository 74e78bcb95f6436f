"""Kernels inspected, edited and filtered."""
