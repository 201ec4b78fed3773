"""How good the extraction is, measured on documents that people annotated.

Belongs here: reading such documents, pairing claims with annotations, the shares that follow, and
the weights of `confidence` fitted to them. Does not belong here: any rule of extraction; nothing in
`pipelines.claims` knows that this package exists.
"""
