"""The JSON that goes in and out, a module per resource; Sentry's names where Sentry has the thing."""
