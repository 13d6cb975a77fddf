"""The design language: what every page of Kapok looks like and is made of.

Words: a *part* is a component (`templates/ui/_*.html`); a *tag* draws one or says something in the
reader's language; *care mode* (关怀版) is larger, plainer and stronger in contrast.
In: nothing but the request: cookies for theme, care mode and language, and the sub-station.
Out: `base.html`, the parts, form rendering, error pages, the sign-in look, small ES modules, and
`/design`, where all of it lives. `README.md` beside this file is the one page to read.
"""
