"""Markdown pages: front matter, headings, links, addresses."""
