"""How well kg reads: its claims beside those that a person lists for the same articles.

It reads gold claims, pairs them with kg's, and counts. It runs no model and prints nothing.
"""

from kg.evaluation.comparing import Difference, ErrorClass, Pair, pair_claims
from kg.evaluation.figures import Error, Evaluation, Figures, Level, evaluate, reaches
from kg.evaluation.gold import GoldLine, articles_of, choose, fit_gold, read_gold
from kg.evaluation.told import Gold, Participant, Told

__all__ = [
    "Difference",
    "Error",
    "ErrorClass",
    "Evaluation",
    "Figures",
    "Gold",
    "GoldLine",
    "Level",
    "Pair",
    "Participant",
    "Told",
    "articles_of",
    "choose",
    "evaluate",
    "fit_gold",
    "pair_claims",
    "reaches",
    "read_gold",
]
