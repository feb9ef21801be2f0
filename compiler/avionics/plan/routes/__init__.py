"""Who is told, and who must approve."""
