-- What sending needs to remember.

alter table targets add column refused_since timestamptz; -- since when it answered only that we may not, or that nobody is there

-- Attempts before a person sent it again: only those after count towards dead.
alter table deliveries add column attempts_before integer not null default 0;

-- Held back by its target's breaker or pace, not by its own time: due as soon as the target answers again.
alter table deliveries add column parked boolean not null default false;
