"""The alert engine: signals become alerts, alerts become deliveries, deliveries become receipts."""
