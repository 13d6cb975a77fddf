"""Sub-stations: the site of a city, a college or a company on the platform (入网), or the peer that a
self-built system is to us (并网).

Words: Substation, SubstationMode, Operator. Comes in: an address prefix `/s/<slug>/` or a domain of
its own. Goes out: `request.substation`, its theme and its region, and the grants of its operators.
"""
