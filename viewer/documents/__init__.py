"""Documents: opened, cached, browsed, watched."""
