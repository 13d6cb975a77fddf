"""Every write of this room: sign-up, drafting, publishing, approval and the clock."""

from kapok.activity.activities.actions.drafting import change_capacity, copy, draft, revise
from kapok.activity.activities.actions.publishing import (
    approve,
    cancel_activity,
    close_signup,
    open_signup,
    reject,
    return_for_changes,
    submit,
)
from kapok.activity.activities.actions.signup import (
    admit,
    cancel,
    desk,
    exported,
    release,
    remove,
    sign_up,
)

__all__ = [
    "admit",
    "approve",
    "cancel",
    "cancel_activity",
    "change_capacity",
    "close_signup",
    "copy",
    "desk",
    "draft",
    "exported",
    "open_signup",
    "reject",
    "release",
    "remove",
    "return_for_changes",
    "revise",
    "sign_up",
    "submit",
]
