"""Check the exercise on versions by making them: three commits, of which the first two have equal data."""

from functools import cache
from pathlib import Path

from fraud import versions
from preparation import versioning

CSV = "payments.csv"


@cache
def project():
    """The versions of `--rate 1`, and a third in which one digit of one amount is another."""
    folder = Path("project").resolve()
    versioning.two_versions(folder, 300, 1.0)
    return folder


@cache
def third():
    folder = project()
    text = (folder / CSV).read_text(encoding="utf-8")
    changed = text[:-2] + ("1" if text[-2] == "0" else "0") + text[-1]
    (folder / CSV).write_text(changed, encoding="utf-8", newline="\n")
    versions.commit_data(folder, CSV, "One digit", tag="data-v3")
    return folder


def given(answer):
    return None if answer is None else f"you say {answer!r}"


def compare(answer, truth):
    return None if answer == truth else given(answer) or "no answer yet"


def commits(yours):
    """right: COMMITS: the code differs, so each version is a commit
    not yet: COMMITS: how many commits do the two versions make?
    hint: A commit holds code and pointer. Is there anything in these two that differs?
    hint: rule.py has another limit in version 2.
    """
    log = versions.git(project(), "rev-list", "data-v1", "data-v2").splitlines()
    return compare(yours.COMMITS, len(log) - 1)  # without the commit that starts the project


def pointers(yours):
    """right: POINTERS: equal bytes have equal checksums
    not yet: POINTERS: how many different pointers are there?
    hint: What in a pointer depends on the data, and what on the day on which it was made?
    hint: The pointer holds checksum, size and name. All three are equal here.
    """
    found = {versions.git(project(), "show", f"data-v{n}:{CSV}.dvc") for n in (1, 2)}
    return compare(yours.POINTERS, len(found))


def stored(yours):
    """right: STORED: a version that is stored twice takes space once
    not yet: STORED: how many files are in the storage?
    hint: The name of a file in the storage is its checksum.
    hint: Two files with one name are one file.
    """
    kept = [path for path in (project() / "storage").rglob("*") if path.is_file()]
    return compare(yours.STORED, len(kept))


def status(yours):
    """right: STATUS: this time half the way is the whole way
    not yet: STATUS: what does dvc status say after a bare git checkout?
    hint: dvc status compares the bytes in the folder with the pointer that lies beside them.
    hint: Git brings the pointer of version 1. Does it name other bytes than those that are there?
    """
    folder = project()
    versions.git(folder, "checkout", "--quiet", "data-v1")
    said = versions.run_dvc(folder, "status")
    versions.git(folder, "checkout", "--quiet", "main")
    same, answer = "up to date", yours.STATUS
    if isinstance(answer, str) and same in answer.lower():  # also the whole of what dvc says
        answer = same
    return compare(answer, same if same in said else "modified")


def held(yours):
    """right: holds() is true where the bytes are those of the tag
    not yet: holds(folder, "data-v3") must be True right after data-v3 was made
    hint: hashlib.md5(bytes).hexdigest() is the checksum of bytes; (folder / CSV).read_bytes() are the file's.
    hint: Compare that checksum with versions.data_md5(folder, CSV, rev).
    """
    found = yours.holds(third(), "data-v3")
    return None if found is True else f"it returns {found!r}"


def other(yours):
    """right: holds() is false for one digit of difference
    not yet: holds(folder, "data-v1") must be False where the folder has data-v3: one digit differs
    hint: Rows and size are equal. Only the checksum tells them apart.
    """
    found = yours.holds(third(), "data-v1")
    return None if found is False else f"it returns {found!r}"


def half_way(yours):
    """right: holds() sees that git checkout moved the pointer and not the data
    not yet: after a bare `git checkout data-v1` the folder still has the bytes of data-v3, not of data-v1
    hint: git status and the pointer in the folder say nothing of the bytes: read the bytes themselves.
    """
    folder = third()
    versions.git(folder, "checkout", "--quiet", "data-v1")
    found = [yours.holds(folder, rev) for rev in ("data-v1", "data-v3")]
    versions.git(folder, "checkout", "--quiet", "main")
    return None if found == [False, True] else f"for data-v1 and data-v3 it returns {found}"
