"""Two sides of the counter: `shopping` for volunteers, `counter` for clerks."""
