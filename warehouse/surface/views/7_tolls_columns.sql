-- What the columns of tolls mean.

comment on column main.tolls_daily.day is 'The day, UTC.';
comment on column main.tolls_daily.speaker is
'Who answers for the figure: the claimant, or the publisher in its own voice.';
comment on column main.tolls_daily.speaker_side is
'Side that the claimant speaks for; null where none.';
comment on column main.tolls_daily.victim_side is 'Side that was harmed; null where not told.';
comment on column main.tolls_daily.victim_class is
'military, civilian, mixed or unspecified; null for equipment and attacks.';
comment on column main.tolls_daily.category is 'What is counted: killed, wounded, casualties …';
comment on column main.tolls_daily.equipment is 'Kind of equipment; null for people and attacks.';
comment on column main.tolls_daily.low is 'Least number that the claimed figures allow.';
comment on column main.tolls_daily.high is 'Greatest number that they allow; null: open.';
comment on column main.tolls_daily.reading is 'The interval in words: 366 or more, up to 190.';
comment on column main.tolls_daily.n_claims is 'Number of claims behind the row.';
comment on column main.tolls_daily.n_origins is
'Number of independent releases behind the row; reprints count once.';
comment on column main.tolls_daily.n_publishers is 'Number of different publishers.';

comment on column main.tolls_weekly.week_start is 'First of the seven days.';
comment on column main.tolls_weekly.week_end is 'Last of the seven days.';
comment on column main.tolls_weekly.speaker is
'Who answers for the figure: the claimant, or the publisher in its own voice.';
comment on column main.tolls_weekly.speaker_side is
'Side that the claimant speaks for; null where none.';
comment on column main.tolls_weekly.victim_side is 'Side that was harmed; null where not told.';
comment on column main.tolls_weekly.victim_class is
'military, civilian, mixed or unspecified; null for equipment and attacks.';
comment on column main.tolls_weekly.category is 'What is counted: killed, wounded, casualties …';
comment on column main.tolls_weekly.equipment is 'Kind of equipment; null for people and attacks.';
comment on column main.tolls_weekly.low is 'Least number that the claimed figures allow.';
comment on column main.tolls_weekly.high is 'Greatest number that they allow; null: open.';
comment on column main.tolls_weekly.reading is 'The interval in words: 366 or more, up to 190.';
comment on column main.tolls_weekly.n_claims is 'Number of claims behind the row.';
comment on column main.tolls_weekly.n_origins is
'Number of independent releases behind the row; reprints count once.';
comment on column main.tolls_weekly.n_publishers is 'Number of different publishers.';

comment on column main.running_totals.as_of is 'Day up to which the total counts.';
comment on column main.running_totals.speaker is
'Who answers for the figure: the claimant, or the publisher in its own voice.';
comment on column main.running_totals.victim_side is 'Side that was harmed; null where not told.';
comment on column main.running_totals.victim_class is
'military, civilian, mixed or unspecified; null for equipment and attacks.';
comment on column main.running_totals.category is 'What is counted: killed, wounded, casualties …';
comment on column main.running_totals.equipment is
'Kind of equipment; null for people and attacks.';
comment on column main.running_totals.place is 'Place that it counts for; null: not told.';
comment on column main.running_totals.since is 'First day of the count; null: not told.';
comment on column main.running_totals.low is 'Least number that the claimed figures allow.';
comment on column main.running_totals.high is 'Greatest number that they allow; null: open.';
comment on column main.running_totals.reading is 'The interval in words: 366 or more, up to 190.';
comment on column main.running_totals.change_low is
'Least change since the last step; null: none, or an open end.';
comment on column main.running_totals.change_high is
'Greatest change since the last step; null: none, or an open end.';
comment on column main.running_totals.has_fallen is
'True where the total is surely lower than the one before.';
comment on column main.running_totals.n_claims is 'Number of claims behind the row.';
comment on column main.running_totals.n_origins is
'Number of independent releases behind the row; reprints count once.';
comment on column main.running_totals.n_findings is
'Number of findings that name a claim of the step.';
comment on column main.running_totals.series_id is
'Key of the series, as in marts.toll_cumulative.';
