"""Measurements of who is who: in one article, across articles, against the gazetteer, at scale.

Every module has a pure scoring part, which knows nothing of kg's machinery, and a part that reads
one corpus with kg and gives it to the scorer. The corpora are not part of the project: they are
read from a folder that is given, and no text of theirs is written anywhere but to the screen.
"""
