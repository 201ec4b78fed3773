create schema if not exists raw;

create table if not exists raw.actor (
    actor_id varchar primary key,
    name varchar not null,
    kind varchar,
    side varchar
);
comment on table raw.actor is
'Reviewed list of who speaks and who is spoken of. Grain: actor_id. Copied from the lexicon.';
comment on column raw.actor.actor_id is 'Identifier in the lexicon.';
comment on column raw.actor.name is 'Name to show.';
comment on column raw.actor.kind is 'Kind of actor (ministry, armed force, agency, media …).';
comment on column raw.actor.side is
'Side of the conflict that the actor speaks for, as a slug; null where none.';

create table if not exists raw.actor_alias (
    actor_id varchar not null,
    alias varchar not null,
    primary key (actor_id, alias)
);
comment on table raw.actor_alias is
'Names that an actor goes by. Grain: actor_id, alias. An alias of two actors names neither.';
comment on column raw.actor_alias.actor_id is 'Actor, as in raw.actor.';
comment on column raw.actor_alias.alias is 'A name as articles write it.';

create table if not exists raw.place (
    place_id varchar primary key,
    name varchar not null,
    kind varchar,
    country varchar,
    parent_id varchar,
    region varchar,
    latitude double,
    longitude double
);
comment on table raw.place is 'Reviewed gazetteer. Grain: place_id. Copied from the lexicon.';
comment on column raw.place.place_id is 'Identifier in the lexicon.';
comment on column raw.place.name is 'Name as articles write it.';
comment on column raw.place.kind is 'Kind of place (settlement, district, region, country …).';
comment on column raw.place.country is 'Country that the place lies in.';
comment on column raw.place.parent_id is
'Smallest listed place that holds it, as in raw.place; null where none is known.';
comment on column raw.place.region is
'Region that it lies in, by name, where no listed place is that region; null otherwise.';
comment on column raw.place.latitude is 'Latitude of a point inside it, degrees north (WGS 84).';
comment on column raw.place.longitude is 'Longitude of a point inside it, degrees east (WGS 84).';

create table if not exists raw.publisher (
    host varchar primary key,
    publisher varchar not null,
    country varchar,
    kind varchar not null
);
comment on table raw.publisher is
'Reviewed list of who publishes where. Grain: host. Copied from the lexicon.';
comment on column raw.publisher.host is
'Host, in lower case; hosts below it are of the same publisher unless they are listed themselves.';
comment on column raw.publisher.publisher is 'Name of the publisher to show.';
comment on column raw.publisher.country is
'Country that the publisher is at home in (ISO 3166-1 alpha-2); null where none is told.';
comment on column raw.publisher.kind is
'Kind of publisher: agency, state_agency, outlet, state_outlet, government, igo or ngo.';

create table if not exists raw.opponent (
    side varchar not null,
    opponent varchar not null,
    primary key (side, opponent)
);
comment on table raw.opponent is
'Sides that fight each other in a conflict, both ways. Grain: side, opponent. From the lexicon.';
comment on column raw.opponent.side is 'A side, as a slug.';
comment on column raw.opponent.opponent is 'A side that it fights, as a slug.';
