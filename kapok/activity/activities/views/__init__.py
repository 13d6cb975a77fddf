"""Pages: signing up (the volunteer's), organising (the leader's), approving (the reviewer's)."""
