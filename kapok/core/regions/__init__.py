"""China's administrative divisions, with dates.

Words: a `Region` is a province, prefecture, county or town with its GB/T 2260 code; a region is
*hidden* when it exists only in the code table (the "districts" level of Chongqing) and no address
names it; an *edition* is the dated file the table was loaded from.
In: a dated CSV (`data/PROVENANCE.md`), permanent population by year.
Out: cascading choice of a place, names in two languages, "everything inside this region" as one
indexed condition, map shapes, conversion between WGS-84, GCJ-02 and BD-09.
"""
