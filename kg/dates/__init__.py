"""Dates: the words of an article that say when, and the first and last day that they mean.

"On Wednesday" is the latest Wednesday for what happened and the next one for what will happen, so
each expression carries both readings. What the words leave open stays open (None): no first day is
invented for "in recent months", and no months for "last summer", which depend on the hemisphere.
"""

from kg.dates.days import UNKNOWN, Days, Granularity
from kg.dates.expressions import TimeExpression, find_times, resolve_time

__all__ = ["UNKNOWN", "Days", "Granularity", "TimeExpression", "find_times", "resolve_time"]
