"""Who is told and when: schedules, policies, and the people with how each wants it."""
