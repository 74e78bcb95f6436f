"""Views of a photo and warps of the plane."""
