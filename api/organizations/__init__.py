"""An organization with its members, teams and projects: their settings, pipeline rules, releases and books."""
