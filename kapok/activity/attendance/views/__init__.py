"""Pages of check-in: the volunteer's, and the leader's screen, camera and roster."""
