"""What people, the UI, sentry-cli and other programs ask: `/api/0` in Sentry's shape, and the built UI."""
