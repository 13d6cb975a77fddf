"""Pages of records: one's own, the reviewers', and the settlement of an activity."""
