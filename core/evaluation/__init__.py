"""Fields and networks measured: quality, times of frames, the paper's tables."""
