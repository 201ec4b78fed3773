comment on table raw.claim is
'One claim by one extractor version. Grain: claim_id, that is article version, span, category and '
'extractor version.';
comment on column raw.claim.claim_id is 'Key: 16 hexadecimal digits of the natural key''s hash.';
comment on column raw.claim.article_id is 'Article, as in raw.article_version.';
comment on column raw.claim.version is 'Version of the article that the claim was read from.';
comment on column raw.claim.extractor_version is 'Version of the extractor that read it.';
comment on column raw.claim.start is
'First code point of the figure in the article''s text, from 0.';
comment on column raw.claim."end" is 'Code point after the last of the figure: text[start:end].';
comment on column raw.claim.figure is 'The number with its qualifier, as written.';
comment on column raw.claim.implicit is
'True where no numeral or number word stands ("killed a doctor").';
comment on column raw.claim.category is
'What is counted: killed, wounded, casualties, captured, missing, equipment or repelled.';
comment on column raw.claim.equipment is
'Kind of equipment, singular and lower case; null for people and attacks.';
comment on column raw.claim.value is 'Number as stated; null for a vague magnitude ("dozens").';
comment on column raw.claim.value_to is 'Upper end of a stated range; null otherwise.';
comment on column raw.claim.qualifier is
'How the number is hedged: exact, about, more_than, at_least, less_than, up_to, range or vague.';
comment on column raw.claim.low is 'Least whole number that the figure allows.';
comment on column raw.claim.high is 'Greatest whole number that the figure allows; null: open.';
comment on column raw.claim.low_closed is
'True where the stated number itself is allowed as the lower end ("at least", not "more than").';
comment on column raw.claim.high_closed is
'True where the stated number itself is allowed as the upper end ("up to", not "fewer than").';
comment on column raw.claim.approximate is 'True for "about 300": compare with 10 % tolerance.';
comment on column raw.claim.victim_side is
'Side that was harmed, as a lower-case slug; null where not told.';
comment on column raw.claim.victim_class is
'Who was harmed: military, civilian, mixed or unspecified; null for equipment and attacks.';
comment on column raw.claim.victim_text is 'Words that name the victims.';
comment on column raw.claim.claimant is
'Who asserts the figure, by the fullest name in the article; null: the article''s own voice.';
comment on column raw.claim.claimant_text is 'Words that name the claimant at the claim.';
comment on column raw.claim.relay is
'Medium or person that the claimant is quoted through; null where none is told.';
comment on column raw.claim.attribution is
'How it is attributed: direct, indirect, narrator (the article''s own voice) or agentless.';
comment on column raw.claim.cue is 'Words that attribute the claim ("said", "according to").';
comment on column raw.claim.hedge is 'Words that cast doubt ("allegedly"); null where none.';
comment on column raw.claim.period_start is 'First day that the figure covers; null: not told.';
comment on column raw.claim.period_end is 'Last day that the figure covers; null: not told.';
comment on column raw.claim.period_kind is
'How the period is told: day, span, since, as_of, rate or untold.';
comment on column raw.claim.cumulative is 'True for a running total since an origin.';
comment on column raw.claim.place is
'Most specific place told for the figure, by name; null where none.';
comment on column raw.claim.place_text is 'Words that name the place at the claim.';
comment on column raw.claim.verification is
'What the article says of checking: unverified, verified, disputed or not_stated.';
comment on column raw.claim.part_of is
'Claim of the same article whose total includes this figure; null where none.';
comment on column raw.claim.restates is
'Claim of the same article that tells the same loss; null where none.';
comment on column raw.claim.confidence is
'Probability that the claim and its record are read right, 0 to 1.';
comment on column raw.claim.evidence is
'JSON list of {slot, start, end, how, rule}: why each slot holds its value.';

comment on table raw.extraction is
'Ledger of what was read, also where nothing was found. Grain: article_id, version, '
'extractor_version.';
comment on column raw.extraction.article_id is 'Article, as in raw.article_version.';
comment on column raw.extraction.version is 'Version of the article that was read.';
comment on column raw.extraction.extractor_version is 'Version of the extractor that read it.';
comment on column raw.extraction.n_claims is 'Number of claims found.';
comment on column raw.extraction.run_id is 'Run that read it first.';
comment on column raw.extraction.load_number is
'Counts the loads into this file; of two extractor versions, the one loaded last is current.';
