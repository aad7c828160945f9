"""Every metric: name, meaning, unit. Code that counts imports it from here; `deploy.exposition` answers `GET /metrics`.

Each process counts for itself, in memory. Every sample has a label `process`: the sum over it is the whole server, and
a restarted process looks like a counter reset, which Prometheus handles.

Rules: count once per batch where there are batches (an `inc` costs 0.5 µs, an `observe` 1 µs); on a hot path, keep the
labelled child instead of looking it up again; label values come from bounded sets, never from an event or a sender.
"""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, disable_created_metrics

disable_created_metrics()  # type: ignore[no-untyped-call]  # a series more for each counter, that nothing reads

REGISTRY: Final = CollectorRegistry()
"""What each process counts."""
ASKED: Final = CollectorRegistry()
"""What the process that answers looks up when the page is requested: the same in every process."""

_QUICK: Final = (0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Seconds: from one sync of a fast disk to the longest that senders wait."""
_PAGES: Final = (0.01, 0.05, 0.2, 1.0, 5.0)
"""Seconds: few buckets, since each route has its own histogram."""
_AGES: Final = (0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 1800.0, 7200.0, 86400.0)
"""Seconds: from at once to a day behind."""
_SIZES: Final = (1.0, 8.0, 32.0, 64.0, 128.0, 256.0)
"""Events: up to what a batch holds at most."""


def _counter(name: str, meaning: str, *labels: str) -> Counter:
    return Counter(f"redshank_{name}", meaning, labels, registry=REGISTRY)


def _gauge(name: str, meaning: str, *labels: str) -> Gauge:
    return Gauge(f"redshank_{name}", meaning, labels, registry=REGISTRY)


def _asked(name: str, meaning: str, *labels: str) -> Gauge:
    return Gauge(f"redshank_{name}", meaning, labels, registry=ASKED)


def _histogram(name: str, meaning: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
    return Histogram(f"redshank_{name}", meaning, labels, buckets=buckets, registry=REGISTRY)


BUILD: Final = Info("redshank_build", "Version of this process.", registry=REGISTRY)

# ---- the gateway ----
GATEWAY_REQUESTS: Final = _counter("gateway_requests_total", "Requests answered, by HTTP status.", "status")
GATEWAY_BODY_BYTES: Final = _counter("gateway_body_bytes_total", "Bytes of request bodies, as they were sent.")
GATEWAY_ACCEPTED: Final = _counter("gateway_accepted_events_total", "Events that are durable and were answered 200.")
GATEWAY_ITEMS: Final = _counter(
    "gateway_items_total",
    "Items that became no event on the log, by fate and by our word for the reason.",
    "outcome",
    "reason",
)
GATEWAY_DURABLE_SECONDS: Final = _histogram(
    "gateway_durable_seconds", "From an event's having been read and admitted to its being durable.", _QUICK
)
GATEWAY_KEYS_STALE: Final = _counter(
    "gateway_keys_stale_total", "Lookups of keys that were answered from memory or disk while PostgreSQL was away."
)

# ---- the spool: where a gateway keeps events while Kafka is away ----
SPOOL_RECORDS: Final = _gauge("spool_records", "Records on this gateway's disk that are not in Kafka yet.")
SPOOL_BYTES: Final = _gauge("spool_bytes", "Bytes on this gateway's disk that are not in Kafka yet.")
SPOOL_MAX_BYTES: Final = _gauge("spool_max_bytes", "What the spool may hold; beyond it senders get 429.")
SPOOL_DRAINED: Final = _counter("spool_drained_records_total", "Records that went from the spool into Kafka.")

# ---- the log ----
LOG_LAG: Final = _asked(
    "log_lag_records", "Records that wait to be processed, in the whole installation (take the maximum).", "topic"
)
LOG_OLDEST_SECONDS: Final = _asked(
    "log_oldest_seconds",
    "Age of the oldest record in Kafka that waits, 0: none does. Processors and API tell.",
    "topic",
)
LOG_PARTITION_LAG: Final = _gauge(
    "log_partition_lag_records",
    "Records that wait in a partition of Kafka, told by the processor that has it.",
    "topic",
    "partition",
)
LOG_PARTITION_OLDEST_SECONDS: Final = _gauge(
    "log_partition_oldest_seconds",
    "Age of the oldest record that waits in a partition of Kafka, 0: none does; told by the processor that has it.",
    "topic",
    "partition",
)
LOG_BYTES: Final = _asked("log_bytes", "Bytes of the log on disk, read or not.")
LOG_MAX_BYTES: Final = _asked("log_max_bytes", "What may wait on disk; beyond it senders get 429.")
LOG_APPEND_FAILURES: Final = _counter("log_append_failures_total", "Appends that did not become durable.")
LOG_REBALANCES: Final = _counter("log_rebalances_total", "Times that a reader's share of partitions changed.")
LOG_LOST_RECORDS: Final = _counter(
    "log_lost_records_total", "Records that Kafka's retention dropped before they were read."
)
LOG_DEAD_COPIES: Final = _counter(
    "log_dead_copies_total",
    "Dead records by whether Kafka's topic of them has a copy: written, or refused (their rows have everything).",
    "result",
)

# ---- the processor ----
PROCESSOR_UP: Final = _gauge("processor_up", "1 in each process that works on events.")
PROCESSOR_BATCHES: Final = _counter("processor_batches_total", "Batches of events recorded.")
PROCESSOR_BATCH_EVENTS: Final = _histogram("processor_batch_events", "Events in a batch.", _SIZES)
PROCESSOR_EVENTS: Final = _counter(
    "processor_events_total", "Events by what became of them: stored, duplicate, filtered, dead.", "outcome"
)
PROCESSOR_EVENT_AGE_SECONDS: Final = _histogram(
    "processor_event_age_seconds", "Age, since it was received, of the oldest event of each batch when recorded.", _AGES
)
PROCESSOR_STAGE_SECONDS: Final = _counter(
    "processor_stage_seconds_total",
    "Seconds spent by stage: decode, normalize (with reading the JSON), enrich, filter, redact, fingerprint, record.",
    "stage",
)
PROCESSOR_FAILURES: Final = _counter(
    "processor_failures_total", "Batches that could not be recorded because something was away; they came again."
)

# ---- the alerter ----
ALERT_SIGNALS: Final = _counter("alert_signals_total", "Signals that were evaluated.")
ALERT_VERDICTS: Final = _counter(
    "alert_verdicts_total", "What rules said of groups: fired, again (it fires already), resolved.", "verdict"
)
ALERTS_OPENED: Final = _counter("alerts_opened_total", "Alerts that opened.")
ALERTS_RESOLVED: Final = _counter("alerts_resolved_by_rule_total", "Alerts that their rules resolved.")
ALERT_EVALUATION_FAILURES: Final = _counter(
    "alert_evaluation_failures_total",
    "Rules or organizations that could not be evaluated because of a mistake of ours.",
)

# ---- the store of whole events ----
STORE_PUT_SECONDS: Final = _histogram("store_put_seconds", "Time to store the whole events of a batch.", _QUICK)
STORE_ERRORS: Final = _counter("store_errors_total", "Batches that the store of whole events did not take.")
STORE_RETRIES: Final = _counter("store_retries_total", "Requests to Elasticsearch that were repeated after a refusal.")
STORE_REFUSED: Final = _counter("store_refused_documents_total", "Documents that Elasticsearch refused for good.")

# ---- the alerter ----
DELIVERY_ATTEMPTS: Final = _counter(
    "delivery_attempts_total", "Attempts to deliver, by kind of target and what became of them.", "kind", "result"
)
DELIVERY_CALL_SECONDS: Final = _histogram("delivery_call_seconds", "From a call to its answer.", _PAGES, "kind")
DELIVERIES_PARKED: Final = _counter(
    "deliveries_parked_total", "Times that a breaker or the pace of a target held one back."
)

# ---- PostgreSQL ----
POSTGRES_UP: Final = _asked("postgres_up", "Whether PostgreSQL answers: 1 or 0.")
POSTGRES_POOL: Final = _gauge("postgres_pool_connections", "Connections of this process: used, idle.", "state")
POSTGRES_POOL_MAX: Final = _gauge("postgres_pool_max_connections", "Connections that this process may open.")
POSTGRES_FAILURES: Final = _counter("postgres_failures_total", "Uses of a connection that ended in an outage.")

# ---- the API ----
API_REQUESTS: Final = _counter(
    "api_requests_total", "Requests answered, by route and class of status (2xx …).", "method", "route", "status"
)
API_SECONDS: Final = _histogram("api_seconds", "From a request to the beginning of its answer.", _PAGES, "route")

# ---- trackers ----
TRACKER_HOOKS: Final = _counter(
    "tracker_hooks_total",
    "Calls of trackers' webhooks by what became of them: resolved, reopened, noted, echo, late, unlinked, repeated,"
    " ignored, forged.",
    "tracker",
    "outcome",
)
# ---- alerts ----
ALERTERS: Final = _asked("alerters", "Alerters that were seen within two minutes.")
ALERT_LAG_SECONDS: Final = _asked(
    "alert_lag_seconds", "Age of the oldest signal that no alerter has evaluated, 0: none."
)
DELIVERIES_WAITING: Final = _asked("deliveries_waiting", "Messages that are to be sent, now or later.")
DELIVERIES_OLDEST_SECONDS: Final = _asked(
    "deliveries_oldest_seconds", "For how long the first message that is due has been, and nobody has taken it."
)
DELIVERIES_FAILED: Final = _asked("deliveries_failed", "Messages that failed for good within a day.")

# ---- upkeep, disk ----
UPKEEP_ROUNDS: Final = _counter("upkeep_rounds_total", "Rounds of upkeep, by how they ended: done, failed.", "result")
UPKEEP_DROPPED_DAYS: Final = _counter("upkeep_dropped_days_total", "Days of events dropped by retention.")
DISK_FREE_BYTES: Final = _asked("disk_free_bytes", "Free on the file system of the data dir.")
DISK_SIZE_BYTES: Final = _asked("disk_size_bytes", "Size of the file system of the data dir.")
