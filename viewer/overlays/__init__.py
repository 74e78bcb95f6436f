"""Everything that is painted over the picture, a file each."""
