"""What every room leans on: ids, refusals, encrypted fields, partitions, working days, paging.

Nothing here knows a volunteer or an activity. Comes in: plain values. Goes out: small tools.
"""
