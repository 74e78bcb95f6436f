"""A photo and its field under one view: frames, films, comparison, opening and saving."""
