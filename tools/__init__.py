"""What stands behind bin/: set-up, the embedded PostgreSQL, the supervisor, tests, checks."""
