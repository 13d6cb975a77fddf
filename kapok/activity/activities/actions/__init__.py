"""Every write of this room: sign-up, publishing, approval and the clock."""

from kapok.activity.activities.actions.signup import admit, cancel, release, remove, sign_up

__all__ = ["admit", "cancel", "release", "remove", "sign_up"]
