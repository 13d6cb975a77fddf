"""Benches of the goals. A module here with `run()` yields one dict a figure (see `harness.figure`).

`NAMES` says which figures it yields when that is not just the module's name. Each module runs in a
process of its own, on a fresh, durable, temporary server with the real settings.
"""
