"""Photos: decoding, colour, metadata, resampling, encoding."""
