"""What people are told: an inbox on the site, e-mail beside it, in their language.

Words: Notice, Mute, Kind, Wording. Comes in: journal lines that concern a person, sessions about to
start. Goes out: inbox rows, e-mails with an unsubscribe link that works without signing in, and the
number of unread notices for the navigation.
"""
