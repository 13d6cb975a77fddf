"""Dated activities: publishing, sessions, positions and sign-up.

Words: Activity, ActivitySession, Position, SignUp, Plan (what an organiser wants), Wish (what a
volunteer wants), Standing (how a position stands to one person). Comes in: an organiser's plan, a
volunteer's wish. Goes out: who has a place where and when. Nobody is ever confirmed beyond capacity.
`eligibility` answers before the button and at it; records tell it people's service time by
`eligibility.register_minutes`.
"""
