"""Photos, fields, views, networks and rasterizers; nothing in here knows Qt."""
