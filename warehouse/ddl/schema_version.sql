create schema if not exists meta;
-- meta: What the file itself is: its layout version.

create table if not exists meta.schema_version (
    version integer primary key,
    ddl_sha256 varchar not null,
    applied_at timestamp not null
);
comment on table meta.schema_version is
'Layout of this file. Grain: one applied layout version; the highest is in force.';
comment on column meta.schema_version.version is
'Layout number; rises when a table or column changes its meaning or shape.';
comment on column meta.schema_version.ddl_sha256 is
'SHA-256 of the DDL files that were applied, so that changed comments are applied again.';
comment on column meta.schema_version.applied_at is 'When it was applied, UTC.';
