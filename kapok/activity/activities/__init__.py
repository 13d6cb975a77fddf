"""Dated activities: publishing, sessions, positions and sign-up.

Words: Activity, ActivitySession, Position, SignUp, Condition, Insurance. Comes in: an organiser's plan, a
volunteer's wish. Goes out: who has a place where and when. Nobody is ever confirmed beyond capacity.
"""
