"""Warps that tests of this folder share."""

from golden_fields import lattice_field

SIZE = (600, 40)


# Three tiles: they are 256 photo pixels wide.
WIDE = lattice_field(*SIZE, margin=5)
