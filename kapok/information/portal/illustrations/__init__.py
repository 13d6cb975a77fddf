"""Our own pictures, one for each service field in three lights, drawn by
`python -m kapok.information.portal.illustrations` into `static/portal/pictures/`."""
