"""Kinds of service level indicators: how events and bad events are counted from series.

A kind is a folder with its schema fragment, its page, and its code:

- `rates(sli, select, window, sums)`: events and bad events a second over a window;
- `words(sli)`: how to speak of what is counted, for alerts, `explain` and the cockpit,

and where it has such: `play.py`, which makes series up for tests (`slis/play.py` says what it offers);
`selectors(sli)`, the user's selectors with the keys that lead to each; `histograms(sli)`, those of them that name a
histogram; `gauges(sli)`, those whose values are a time or a state; `expressions(sli)`, whole expressions instead of
selectors; `parts(sli)`, the other objectives it is made of, and `combined(sli)`, those whose errors it is made of;
`heavy(sli)`, whether one failure may weigh as much as many, and then `variance(sli, select, window, sums, errors)`,
that of its errors a second, and `ONE_A_WINDOW`, where all errors of a base window may be one failure;
`timed(sli)`, whether its ratio is weighed by time; `one_a_scrape(sli, by)`, whether no group has more events than
scrapes; `MIN_FAILURES`, below which no alert fires.
"""
