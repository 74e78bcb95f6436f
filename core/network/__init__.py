"""Networks that turn a photo into a field."""
