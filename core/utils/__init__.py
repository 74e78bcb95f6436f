"""Errors, messages, files and threads that everything else uses."""
