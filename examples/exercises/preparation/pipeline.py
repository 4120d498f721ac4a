"""Write a small `dvc repro`, and say beforehand what the big one does."""

from hashlib import md5

# Answer before you run anything.
#
#     python examples/preparation/pipeline.py --trees 60
#
# sets max_iter, which is 60, to 60, and then calls `dvc repro`.
# --8<-- [start:solve-answers]
# unsolved: TREES = None  # How many of the five stages run in the section one-parameter?
# unsolved: COMMENT = None  # Somebody adds a comment to stages/ingest.py. How many stages run?
TREES = 0
COMMENT = 1
# --8<-- [end:solve-answers]


def checksum(text):
    return md5(text.encode()).hexdigest()


def repro(stages, files, lock):
    """Run the stages that are stale, in order, and return the names of those that ran.

    `stages`: a list of dicts: `name`, `deps` (names of files), `out` (name of a file), and `make`,
    a function that is given `files` and returns the text of `out`.
    `files`: name -> text, the folder. `lock`: name of a stage -> whatever you need to remember of it.
    A stage is stale if a dependency or its output is not as it was when the stage last succeeded.
    """
    ran = []
    for stage in stages:
        # --8<-- [start:solve]
        # unsolved: pass  # stage["make"](files) runs it
        if lock.get(stage["name"]) == seen(stage, files):
            continue
        files.pop(stage["out"], None)
        files[stage["out"]] = stage["make"](files)
        lock[stage["name"]] = seen(stage, files)
        ran.append(stage["name"])
        # --8<-- [end:solve]
    return ran


# --8<-- [start:solve-seen]
def seen(stage, files):
    """The checksums of what the stage reads and writes, as they are now."""
    return {name: checksum(files.get(name, "")) for name in [*stage["deps"], stage["out"]]}


# --8<-- [end:solve-seen]
