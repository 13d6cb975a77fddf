"""What people are told: an inbox on the site, e-mail beside it, in their language.

Words: Notice, Mute. Comes in: journal lines that concern a person. Goes out: inbox rows, e-mails with an
unsubscribe link that works without signing in.
"""
