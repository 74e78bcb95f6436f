"""The library behind `import csr`, for researchers and other programs; see `core/README.md`."""
