"""Of people, projects and their figures."""
