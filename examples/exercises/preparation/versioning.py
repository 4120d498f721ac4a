"""Say what two equal versions leave behind, and prove which version lies in a folder."""

import hashlib

from fraud import versions

CSV = "payments.csv"

# This command makes two versions, data-v1 and data-v2, whose data is equal to the last byte.
# Only rule.py differs:
#
#     python examples/preparation/versioning.py --rate 1
#
# Answer before you run it.
# --8<-- [start:solve-answers]
# unsolved: COMMITS = None  # How many commits do the two versions make?
# unsolved: POINTERS = None  # How many different pointers payments.csv.dvc do they hold?
# unsolved: STORED = None  # How many files are in the DVC storage?
# unsolved: STATUS = None  # After a bare `git checkout data-v1`, dvc status says "modified" or "up to date"?
COMMITS = 2
POINTERS = 1
STORED = 1
STATUS = "up to date"
# --8<-- [end:solve-answers]


def holds(folder, rev):
    """Return whether payments.csv in the folder has exactly the bytes that the pointer of `rev` names.

    `folder` is a Path, `rev` a tag such as "data-v1".
    `versions.data_md5(folder, CSV, rev)` is the MD5 checksum in the pointer of that tag.
    """
    # --8<-- [start:solve]
    # unsolved: return None
    held = hashlib.md5((folder / CSV).read_bytes()).hexdigest()
    return held == versions.data_md5(folder, CSV, rev)
    # --8<-- [end:solve]
