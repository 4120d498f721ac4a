"""Check the exercise on pipelines: three stages, and every reason to run one or to leave it."""

from exercises.runner.lists import as_list


class Broken(Exception):
    """A stage that fails."""


def ingest(files):
    if files["raw"] == "broken":
        raise Broken
    return ",".join(sorted(files["raw"].split()))


def train(files):
    return files["table"] + files["params"]


STAGES = [
    {"name": "ingest", "deps": ["raw", "ingest.py"], "out": "table", "make": ingest},
    {
        "name": "train",
        "deps": ["table", "params"],
        "out": "model",
        "make": lambda f: f["table"] + f["params"],
    },
    {"name": "evaluate", "deps": ["model"], "out": "metrics", "make": lambda f: str(len(f["model"]))},
]


def made(yours):
    """A folder in which all is made, and its lock."""
    files, lock = {"raw": "2 1 3", "ingest.py": "sort", "params": "trees 60"}, {}
    ran = yours.repro(STAGES, files, lock)
    return files, lock, ran


def expect(ran, wanted):
    return None if as_list(ran) == wanted else f"these ran: {ran}; expected {wanted}"


def first(yours):
    """right: at first every stage runs, in order
    not yet: in a folder where nothing is made yet, every stage must run, and its output be there
    hint: files[stage["out"]] = stage["make"](files) runs a stage.
    """
    files, _, ran = made(yours)
    return expect(ran, ["ingest", "train", "evaluate"]) or (
        None if files.get("metrics") == "13" else f"metrics is {files.get('metrics')!r}; expected '13'"
    )


def again(yours):
    """right: the second time nothing runs
    not yet: called again with nothing changed, repro must run nothing and return []
    hint: After a stage has run, put the checksums of its dependencies into lock[stage["name"]].
    hint: Before a stage runs, compute them anew. Are they what the lock remembers? Then continue.
    """
    files, lock, ran = made(yours)
    return expect(yours.repro(STAGES, files, lock), []) if ran else "nothing has been made yet"


def parameter(yours):
    """right: a parameter makes stale what depends on it, and what depends on that
    not yet: params has changed: train and evaluate must run, ingest must not
    hint: Look at each stage when its turn comes, not before: train changes what evaluate reads.
    """
    files, lock, _ = made(yours)
    files["params"] = "trees 15"
    return expect(yours.repro(STAGES, files, lock), ["train", "evaluate"])


def equal(yours):
    """right: an output with the bytes of before makes nothing behind it stale
    not yet: only a comment was added to ingest.py, and the table is as before: ingest alone must run
    hint: Do not pass on that a stage ran. Compare checksums only.
    """
    files, lock, _ = made(yours)
    files["ingest.py"] = "sort  # by time"
    return expect(yours.repro(STAGES, files, lock), ["ingest"])


def edited(yours):
    """right: an output that was edited by hand is made again
    not yet: somebody has written into table by hand: ingest must run, and the table be as before; somebody
    has deleted model: train must run
    hint: Remember the checksum of the output as well.
    hint: files.get(stage["out"]) is None when the output was deleted: that is stale too.
    """
    files, lock, _ = made(yours)
    files["table"] = "1,2,4"
    if wrong := expect(yours.repro(STAGES, files, lock), ["ingest"]):
        return wrong
    if files["table"] != "1,2,3":
        return f"table is {files['table']!r}; expected '1,2,3'"
    del files["model"]
    wrong = expect(yours.repro(STAGES, files, lock), ["train"])
    return wrong and f"without model {wrong}"


def failed(yours):
    """right: a stage that failed stays stale until it has succeeded
    not yet: ingest raises an error in two calls of repro, then raw is mended: both calls must raise it, the
    third must run all stages
    hint: Write into the lock only after make has returned.
    hint: Do not catch the error: whoever called repro must see it, and no later stage may run.
    """
    files, lock, _ = made(yours)
    files["raw"] = "broken"
    for call in ("first", "second"):
        try:
            return f"the {call} call raised no error; these ran: {yours.repro(STAGES, files, lock)}"
        except Broken:
            pass
    files["raw"] = "3 2 1 0"
    wrong = expect(yours.repro(STAGES, files, lock), ["ingest", "train", "evaluate"])
    return wrong and f"in the third call {wrong}"


def answer(given, wanted):
    return None if given == wanted else "no answer yet" if given is None else f"you say {given!r}"


def trees(yours):
    """right: TREES: writing the same value is no change
    not yet: TREES: how many stages run when 60 is set to 60?
    hint: DVC compares values and bytes, not what somebody did to them.
    """
    return answer(yours.TREES, 0)


def comment(yours):
    """right: COMMENT: the script is another one, its table is the same
    not yet: COMMENT: how many stages run after a comment was added to stages/ingest.py?
    hint: Which stage names stages/ingest.py among its deps?
    hint: Does the table change by it? Your own repro knows what follows.
    """
    return answer(yours.COMMENT, 1)
