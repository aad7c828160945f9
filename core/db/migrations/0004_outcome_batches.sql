-- Counts that a gateway put on the log come in batches with an id. The log may bring one twice; it is counted once.

create table outcome_batches (
    id uuid primary key,
    seen_at timestamptz not null
);
