"""Files that ship with the program: weights, icon, sample photo."""
