"""One module a page: a function from the open snapshot and the URL to components.

Belongs here: what a page shows and in which order. Does not belong here: SQL (queries), figures
(charts), routing and serving (app). Texts of articles go into components as plain children, which
the browser shows as text and never as markup.
"""
