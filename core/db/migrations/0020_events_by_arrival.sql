-- Which events arrived since a moment, whatever their own time. Rows lie in the order of their arrival, so a summary of
-- each megabyte is enough: some kilobytes a day, and nothing to write as an event is recorded.
create index events_received on events using brin (received_at);
