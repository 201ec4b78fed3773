-- From layout 2 to 3: places lie in one another; the next load of the lexicon tells in which.
-- Runs before the DDL, which then adds the comments. Loads compare by position, so that the
-- columns stand as in the DDL.
create table raw.place_3 (
    place_id varchar primary key,
    name varchar not null,
    kind varchar,
    country varchar,
    parent_id varchar,
    region varchar,
    latitude double,
    longitude double
);
insert into raw.place_3 by name
select
    place_id,
    name,
    kind,
    country,
    latitude,
    longitude
from raw.place;
drop table raw.place;
alter table raw.place_3 rename to place;
