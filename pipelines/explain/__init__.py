"""Why the extractor reads a text as it does: `tallywire explain`.

Belongs here: following one text through the stages of `pipelines.claims`, and telling in words what
each sentence was taken for, which rule made each claim, and why other figures make none. Does not
belong here: any rule; where a reason is told, it is read off the stage that decided.
"""
