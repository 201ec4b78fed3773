"""What analysts read, as files: Parquet, CSV, HXL and a data package that describes them.

Belongs here: which tables leave the warehouse (`tables`), how a cell stands in CSV (`cells`), the
HXL tags of the humanitarian columns (`hxl`), the descriptor and the page beside the files
(`package`, `readme`), and how a whole set of files replaces the one before (`export`, `folders`).
Does not belong here: what the tables mean (their SQL models) and when an export is due.
"""
