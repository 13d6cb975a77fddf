"""The public pages and the dashboard of whoever is signed in.

Words: home, find, activity page, feeds, dashboard. Comes in: questions to every room above. Goes out: pages, JSON-LD,
iCalendar, share pictures. It writes nothing.
"""
