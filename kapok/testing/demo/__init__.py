"""The demo province: Guangdong with fictitious people, organisations, activities and hours around today's date.

Everything is generated from one seed, so that two loads on one day give the same province. Rows go in by COPY;
points, stars and notices come from the journal, as they would in life.
"""
