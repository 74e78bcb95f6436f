"""The commands of `csr`, a module each: `add` puts its words into the parser, and the work follows.

Heavy modules are imported where a command's work begins, so that `csr --help` answers at once.
"""
