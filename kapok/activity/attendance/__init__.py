"""Check-in and check-out, and the pairs they make.

Words: AttendanceEvent, Attendance, CheckInMode, TrustClass. Comes in: scans (rotating code, personal card),
a leader's roster; again and again, from phones that were offline. Goes out: who was there from when to when,
and how that was proved. The same event arriving twice changes nothing.
"""
