"""What `import csr` offers, for researchers and other programs; see `core/README.md`."""
