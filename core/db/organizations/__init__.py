"""An organization with its people, teams and projects: their keys, pipeline rules, releases and books."""
