"""Pages: enrolling, the guardian's link, one's own pages, staff lists."""
