"""Service records: what counts, who vouched for it, under which rules.

Words: ServiceRecord (a version of one), RecordClass, RecordState, VolunteerTotals, TrainingRecord, HonourRecord,
Evaluation (the five record groups of Order 67). Comes in: attendance of an activity being settled, a record
keeper's decision. Goes out: effective minutes, which points, stars and certificates read.
"""
