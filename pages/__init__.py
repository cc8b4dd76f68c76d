"""One module a page; each registers its path."""
