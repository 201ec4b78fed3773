create schema if not exists meta;

create table if not exists meta.model_fingerprint (
    fingerprint varchar not null
);
comment on table meta.model_fingerprint is
'What the models are made of now: their files and the reference tables. Grain: one row.';
comment on column meta.model_fingerprint.fingerprint is
'Hash of the project''s files and of the reference tables; a model built under another one is '
'built from nothing.';

create table if not exists meta.model_build (
    model varchar primary key,
    fingerprint varchar not null,
    change_number bigint not null,
    load_number bigint not null,
    tested_number bigint
);
comment on table meta.model_build is 'How far each model has come. Grain: model.';
comment on column meta.model_build.model is 'Schema and name of the model.';
comment on column meta.model_build.fingerprint is
'What it was made of when it was last built from nothing, as in meta.model_fingerprint.';
comment on column meta.model_build.change_number is
'The last change of the other tables of meta that it has taken up.';
comment on column meta.model_build.load_number is
'The last load of raw.extraction that it has taken up.';
comment on column meta.model_build.tested_number is
'The last change whose rows have passed the tests; null while not all of its rows have.';

create table if not exists meta.changed_article (
    change_number bigint not null,
    article_id varchar not null,
    version integer not null,
    origin_before varchar,
    publisher_before varchar
);
comment on table meta.changed_article is
'Articles whose row in core.article was made anew. Grain: change_number, article_id.';
comment on column meta.changed_article.change_number is 'Number of the change; it only rises.';
comment on column meta.changed_article.article_id is 'Article, as in core.article.';
comment on column meta.changed_article.version is 'Its current version.';
comment on column meta.changed_article.origin_before is
'The origin that it had in core.article before; null for a new article.';
comment on column meta.changed_article.publisher_before is
'The publisher that it had in core.article before; null also where none was told.';

create table if not exists meta.changed_claim (
    change_number bigint not null,
    claim_id varchar not null
);
comment on table meta.changed_claim is
'Claims whose row in core.claim was made anew or taken away. Grain: change_number, claim_id.';
comment on column meta.changed_claim.change_number is 'Number of the change; it only rises.';
comment on column meta.changed_claim.claim_id is 'Claim, as in raw.claim.';

create table if not exists meta.remade_row (
    change_number bigint not null,
    model varchar not null,
    key varchar not null
);
comment on table meta.remade_row is
'Rows of incremental models that were made anew or taken away. Grain: change_number, model, key.';
comment on column meta.remade_row.change_number is 'Number of the change; it only rises.';
comment on column meta.remade_row.model is 'Schema and name of the model.';
comment on column meta.remade_row.key is 'Key of the row, or of the rows that are made together.';
