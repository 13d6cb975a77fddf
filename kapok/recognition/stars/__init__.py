"""Star grades: 100 / 300 / 600 / 1,000 / 1,500 hours and the extra conditions the policy sets.

Words: StarGrade. Comes in: journal lines of records. Goes out: the stars on a volunteer's card, progress to the next.
"""
