-- What the columns of sources mean.

comment on column main.reprints.origin_id is
'The release, named by the article that the others print.';
comment on column main.reprints.title is 'Headline of that article.';
comment on column main.reprints.first_printed_by is 'Its publisher.';
comment on column main.reprints.first_published_at is
'When the first of the articles was published, UTC.';
comment on column main.reprints.last_published_at is 'When the last of them was published, UTC.';
comment on column main.reprints.n_articles is 'Number of articles that print the release.';
comment on column main.reprints.n_publishers is 'Number of publishers that print it.';
comment on column main.reprints.copied_by is
'Publishers of the copies, in the order of publication.';
comment on column main.reprints.n_with_changed_figures is
'Number of copies in which a figure differs.';

comment on column main.coverage.publisher is 'The publisher; null: not told.';
comment on column main.coverage.first_day is 'Day of its first article, UTC.';
comment on column main.coverage.last_day is 'Day of its last article, UTC.';
comment on column main.coverage.n_days is 'Number of days with an article.';
comment on column main.coverage.longest_gap_days is
'Longest run of days without one between two articles.';
comment on column main.coverage.longest_gap_from is
'First day of that run; null where there is none.';
comment on column main.coverage.n_articles is 'Number of articles.';
comment on column main.coverage.n_articles_with_claims is
'Number of articles in which a claim was found.';
comment on column main.coverage.n_claims is 'Number of claims.';

comment on column main.findings.finding_id is 'Key of the finding, as in flags.finding.';
comment on column main.findings.rule is 'Rule that fired (C1, C4 …).';
comment on column main.findings.verdict is
'contradictory, suspicious, compatible, not_comparable or explained.';
comment on column main.findings.severity is 'How much it matters.';
comment on column main.findings.state is 'open, or accepted by a reviewer.';
comment on column main.findings.computation is 'The comparison in words.';
comment on column main.findings.innocent_causes is 'Innocent explanations that would also fit.';
comment on column main.findings.sentences is 'The sentences that carry the figures, word for word.';
comment on column main.findings.urls is 'Addresses of their articles.';
