create schema if not exists raw;

create table if not exists raw.ingest_run (
    run_id varchar not null,
    source varchar not null,
    first_at timestamp not null,
    last_at timestamp not null,
    seen bigint not null,
    n_new bigint not null,
    n_new_version bigint not null,
    n_unchanged bigint not null,
    n_rejected bigint not null,
    n_replaced bigint not null,
    primary key (run_id, source)
);
-- No check over several columns: DuckDB 1.5 cannot replay its log after a comment on such a table.
-- The suite of raw.ingest_run checks that seen is the sum of the others.
comment on table raw.ingest_run is
'What became of the inputs of one source in one run. Grain: run_id, source. Written with the '
'articles themselves, so a run that died tells what it had stored.';
comment on column raw.ingest_run.run_id is 'Run, as in raw.article_version.';
comment on column raw.ingest_run.source is
'Source of the user''s configuration, or inbox, paths, samples, retry.';
comment on column raw.ingest_run.first_at is 'When its first inputs were stored, UTC.';
comment on column raw.ingest_run.last_at is 'When its last inputs were stored, UTC.';
comment on column raw.ingest_run.seen is
'Number of inputs: the sum of new, new version, unchanged and rejected.';
comment on column raw.ingest_run.n_new is 'Inputs that were articles not stored before.';
comment on column raw.ingest_run.n_new_version is
'Inputs that were new texts of articles stored before.';
comment on column raw.ingest_run.n_unchanged is 'Inputs whose text was stored already.';
comment on column raw.ingest_run.n_rejected is
'Inputs that could not be used, each in raw.rejected_input.';
comment on column raw.ingest_run.n_replaced is
'Characters of new texts that could not be decoded and stand as U+FFFD.';

create table if not exists raw.ingest_language (
    run_id varchar not null,
    source varchar not null,
    language varchar not null,
    n_stored bigint not null,
    primary key (run_id, source, language)
);
comment on table raw.ingest_language is
'Languages of what one source brought in one run. Grain: run_id, source, language.';
comment on column raw.ingest_language.run_id is 'Run, as in raw.ingest_run.';
comment on column raw.ingest_language.source is 'Source, as in raw.ingest_run.';
comment on column raw.ingest_language.language is
'ISO 639-1 code, or unknown where the text is too short to tell.';
comment on column raw.ingest_language.n_stored is 'New article versions in that language.';
