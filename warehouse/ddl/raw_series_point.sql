create schema if not exists raw;

create table if not exists raw.series_point (
    point_key varchar not null,
    revision integer not null check (revision >= 1),
    feed varchar not null,
    mapping_id varchar not null,
    as_of date not null,
    period_start date,
    period_end date not null,
    period_kind varchar not null,
    claimant varchar,
    victim_side varchar,
    victim_class varchar,
    category varchar not null,
    equipment varchar,
    place varchar,
    figure varchar not null,
    value bigint,
    value_to bigint,
    qualifier varchar not null,
    low bigint not null,
    high bigint,
    low_closed boolean not null,
    high_closed boolean not null,
    approximate boolean not null,
    cumulative boolean not null,
    published_on date,
    source_url varchar,
    row_number integer not null,
    row_text varchar not null,
    row_sha256 varchar not null,
    run_id varchar,
    loaded_at timestamp not null,
    primary key (point_key, revision)
);
comment on table raw.series_point is
'One figure of a structured feed, as it was told at one time. Grain: point_key, revision. A figure '
'that changes in a later file is a new revision; what was known on a past day is what had been '
'loaded by then.';
comment on column raw.series_point.point_key is
'Key of what the figure is about: 32 hexadecimal digits of the hash of feed, mapping_id, as_of, '
'period, claimant, victim side and class, category, equipment, place and cumulative.';
comment on column raw.series_point.revision is
'Number of this figure for the same thing and day, from 1.';
comment on column raw.series_point.feed is 'Source of kind series of the user''s configuration.';
comment on column raw.series_point.mapping_id is
'Mapping that the row was read by, as in raw.series_feed.';
comment on column raw.series_point.as_of is 'Day that the row of the table stands for.';
comment on column raw.series_point.period_start is
'First day that the figure covers; null for a total whose start is not told.';
comment on column raw.series_point.period_end is 'Last day that the figure covers.';
comment on column raw.series_point.period_kind is
'How the period is told: day, span, since (a total with a start) or as_of (one without).';
comment on column raw.series_point.claimant is
'Who asserts the figure; null: the publisher of the feed itself.';
comment on column raw.series_point.victim_side is
'Side that was harmed, as a lower-case slug; null where not told.';
comment on column raw.series_point.victim_class is
'Who was harmed: military, civilian, mixed or unspecified; null for equipment and attacks.';
comment on column raw.series_point.category is
'What is counted: killed, wounded, casualties, captured, missing, equipment or repelled.';
comment on column raw.series_point.equipment is
'Kind of equipment, singular and lower case; null for people and attacks.';
comment on column raw.series_point.place is 'Place told for the figure, by name; null where none.';
comment on column raw.series_point.figure is 'The cell that holds the figure, as written.';
comment on column raw.series_point.value is
'Number as stated; the lower bound, else the upper, where the table gives only bounds.';
comment on column raw.series_point.value_to is 'Upper bound of a range that the table gives.';
comment on column raw.series_point.qualifier is
'How the number is hedged: exact, about, more_than, at_least, less_than, up_to or range.';
comment on column raw.series_point.low is 'Least whole number that the figure allows.';
comment on column raw.series_point.high is
'Greatest whole number that the figure allows; null: open.';
comment on column raw.series_point.low_closed is 'True: low itself is allowed.';
comment on column raw.series_point.high_closed is
'True where there is an upper end, itself allowed.';
comment on column raw.series_point.approximate is
'True for "about": compare with 10 % tolerance.';
comment on column raw.series_point.cumulative is 'True for a running total since an origin.';
comment on column raw.series_point.published_on is
'Day of the report that the figure is from, as the table tells it; null where it does not.';
comment on column raw.series_point.source_url is
'Address that the table or the mapping names for the figure; null where none.';
comment on column raw.series_point.row_number is
'Line of the table, or place among its objects, from 1.';
comment on column raw.series_point.row_text is
'The row in readable form, its figure first, at most 500 characters.';
comment on column raw.series_point.row_sha256 is 'SHA-256 of the row as it came in.';
comment on column raw.series_point.run_id is 'Run that loaded the revision.';
comment on column raw.series_point.loaded_at is 'When the revision was loaded, UTC.';
