"""The rasterizer of tests that only need one; its threads live as long as the tests do."""

from csr.core.rasterize.cpu import CpuRasterizer

CPU = CpuRasterizer(2)
