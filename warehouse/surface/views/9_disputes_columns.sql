-- What the columns of disputes mean.

comment on column main.revisions.kind is
'correction (the text says so), update (the figure rose or became more precise), or silent_edit.';
comment on column main.revisions.claimant is 'Who gave the figures; null: the article itself.';
comment on column main.revisions.victim_side is 'Side that was harmed; null where not told.';
comment on column main.revisions.category is 'What is counted: killed, wounded, casualties …';
comment on column main.revisions.place is 'Place told for the figure; null where none.';
comment on column main.revisions.day is
'Last day that the figure covers, or for which a running total stands; null where not told.';
comment on column main.revisions.figure_from is 'The figure before, as written.';
comment on column main.revisions.figure_to is 'The figure after, as written.';
comment on column main.revisions.days_between is 'Days between the two.';
comment on column main.revisions.publisher_from is 'Who printed the figure before.';
comment on column main.revisions.publisher is 'Who printed the figure after.';
comment on column main.revisions.is_in_one_article is
'Whether one article was changed; else two articles follow each other.';
comment on column main.revisions.sentence_from is 'The sentence of the figure before.';
comment on column main.revisions.sentence_to is 'The sentence of the figure after.';
comment on column main.revisions.url is 'Address of the later article; null where not told.';

comment on column main.disagreements.verdict is
'contradictory (no number fits both) or suspicious (over half as much again).';
comment on column main.disagreements.relation is
'On whose sides the two are, such as own_against_adversary; null where not known.';
comment on column main.disagreements.ratio is
'How many times the lower figure the higher one is; null where one of them is nobody.';
comment on column main.disagreements.category is 'What is counted: killed, wounded, casualties …';
comment on column main.disagreements.victim_side is 'Side that was harmed; null where not told.';
comment on column main.disagreements.place is 'Place told for the figures; null where none.';
comment on column main.disagreements.day is 'Last day that the figures cover, or stand for.';
comment on column main.disagreements.claimant_a is 'One of the two claimants.';
comment on column main.disagreements.says_a is 'What that one says, as an interval in words.';
comment on column main.disagreements.n_origins_a is 'Independent origins of that figure.';
comment on column main.disagreements.claimant_b is 'The other claimant.';
comment on column main.disagreements.says_b is 'What the other says, as an interval in words.';
comment on column main.disagreements.n_origins_b is 'Independent origins of the other figure.';
