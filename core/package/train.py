"""`python -m csr.train ...` is `csr train ...`: what torchrun starts in each of its processes."""

import sys

from csr.core.cli.main import main

if __name__ == "__main__":
    sys.exit(main(["train", *sys.argv[1:]]))
