"""Tags of the check-in pages."""
