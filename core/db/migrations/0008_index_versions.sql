-- Which days have to be indexed anew, as events were taken out of them: an index with another version of a day is old.

create table index_versions (
    day date primary key,
    version integer not null
);
