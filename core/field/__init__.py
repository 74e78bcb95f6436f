"""The field of Gaussian kernels: values, tiles, files, edits, queries."""
