"""Devices that draw and compute: probed, chosen, changed."""
