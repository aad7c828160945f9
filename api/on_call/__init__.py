"""Who is told and when: schedules with their overrides, policies, and how each person wants it."""
