{{ config(
    materialized='view', meta={'noted_by': 'core.article_claim', 'tested_by': 'article_id'}
) }}

-- Rows of series have no article: their tests stand with core.series_claim.
select claim.*
from {{ ref('article_claim') }} as claim
union all by name
select point.*
from {{ ref('series_claim') }} as point
