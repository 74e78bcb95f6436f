"""From a field and a view to a picture."""
