-- A release that a figure goes back to is never an article that copies another one.
select
    claimed.claimed_figure_id,
    copy.article_id
from {{ ref('claimed_figure') }} as claimed
inner join {{ source('raw', 'article_copy') }} as copy
    on list_contains(claimed.origin_ids, copy.article_id)
inner join {{ ref('article') }} as article
    on copy.article_id = article.article_id and copy.version = article.version
where copy.origin_id = article.origin_id and copy.origin_id <> copy.article_id
