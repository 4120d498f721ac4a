"""Turn cells of a notebook into functions that read nothing but their arguments."""

# The notebook of another team, in the order of its page, with its counts:
#
#     [1]  import pandas as pd; payments = pd.read_csv("payments.csv")
#     [3]  big = payments["amount"] / limit
#     [7]  limit = payments["amount"].quantile(0.99)
#     [5]  drawn = payments.sample(1000)
#     [8]  print(big[drawn.index].mean())
#
# Answer first.
# --8<-- [start:solve-answers]
# unsolved: GONE = None  # Which counts ran too and stand nowhere? A list of numbers.
# unsolved: MISSING = None  # At which name does a run from top to bottom stop? A text.
GONE = [2, 4, 6]
MISSING = "limit"
# --8<-- [end:solve-answers]


def big(payments, past):
    """Return each payment's amount as a share of the limit; change neither table.

    The limit is the 99 % quantile of the amounts in `past`: `column.quantile(0.99)`.
    """
    # --8<-- [start:solve-big]
    # unsolved: return None
    return payments["amount"] / past["amount"].quantile(0.99)
    # --8<-- [end:solve-big]


def draw(payments, rows, seed):
    """Return that many payments, drawn at random, none of them twice: for the same seed the same ones.

    Other code that draws at random must not notice that this function ran.
    """
    # --8<-- [start:solve-draw]
    # unsolved: return None
    return payments.sample(rows, random_state=seed)
    # --8<-- [end:solve-draw]
