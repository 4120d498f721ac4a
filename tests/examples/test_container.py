"""The image: pinned, small, of no power; it has what the service imports and nothing else."""

import importlib
import json
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from fraud import service
from outputs import EXAMPLES, ROOT

OPS = EXAMPLES / "ops"
DOCKERFILE = OPS / "Dockerfile"
HADOLINT = Path(sys.executable).parent / "hadolint"
# Runs in a process of its own: sees the image's modules, and of the packages those of the serving lock.
IMPORT = """
import sys
folder, *hidden = sys.argv[1:]
sys.modules.update(dict.fromkeys(hidden))
sys.path.insert(0, folder)
import fraud.service
print(*sorted(sys.modules[name].__file__ for name in sys.modules if name.split(".")[0] == "fraud"), sep="\\n")
"""


def stages(text: str) -> dict[str, list[tuple[str, str]]]:
    """Stage to its instructions as word and argument; "" is what stands before the first stage."""
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    found, now = {"": []}, ""
    for word, rest in (line.split(maxsplit=1) for line in text.splitlines() if line.strip()):
        if word == "FROM":
            now = rest.split()[-1]
            found[now] = []
        found[now].append((word, rest.strip()))
    return found


@pytest.fixture(scope="module")
def image() -> dict[str, list[tuple[str, str]]]:
    return stages(DOCKERFILE.read_text("utf-8"))


def all_of(instructions: list[tuple[str, str]], wanted: str) -> list[str]:
    return [rest for word, rest in instructions if word == wanted]


def from_context(instructions: list[tuple[str, str]]) -> list[str]:
    """The paths that a stage copies out of the build's context."""
    copies = [rest.split()[:-1] for rest in all_of(instructions, "COPY")]
    return [path for paths in copies for path in paths if not paths[0].startswith("--from")]


def hadolint(path: Path) -> list[str]:
    done = subprocess.run([HADOLINT, "--format", "json", path], capture_output=True, text=True, timeout=60)
    return [fault["code"] for fault in json.loads(done.stdout)]


def test_hadolint_finds_nothing():
    """No exception but the one that the file itself names."""
    assert hadolint(DOCKERFILE) == []
    assert DOCKERFILE.read_text("utf-8").count("hadolint ignore") == 1


def test_hadolint_finds_what_is_planted(tmp_path):
    """Or the test above could not fail."""
    bad = DOCKERFILE.read_text("utf-8").replace("FROM base AS service", "FROM debian:latest AS service")
    (tmp_path / "Dockerfile").write_text(bad.replace('CMD ["uvicorn"', "CMD uvicorn"), "utf-8")
    assert {"DL3007", "DL3025"} <= set(hadolint(tmp_path / "Dockerfile"))


def test_every_stage_stands_on_the_pinned_base(image):
    """By version for people and by digest for the machine."""
    (pinned,) = all_of(image[""], "ARG")
    assert re.fullmatch(r"PYTHON=docker\.io/library/python:3\.\d+\.\d+-slim-\w+@sha256:[0-9a-f]{64}", pinned)
    bases = {all_of(told, "FROM")[0].split()[0] for name, told in image.items() if name}
    assert bases == {"${PYTHON}", "base"}


def test_the_service_is_the_last_stage(image):
    """What `docker build` makes when nobody names a target."""
    assert list(image)[-1] == "service"


@pytest.mark.parametrize("stage", ["service", "training"])
def test_nobody_is_root(image, stage):
    """A number, and the one that owns the folders for volumes; nothing is run or copied after it."""
    words = [word for word, _ in image[stage]]
    assert all_of(image[stage], "USER") == ["10001"]
    assert {"RUN", "COPY"}.isdisjoint(words[words.index("USER") :])
    assert "useradd --uid 10001 " in all_of(image["base"], "RUN")[0]


@pytest.mark.parametrize("stage", ["service", "training"])
def test_nothing_that_builds_gets_in(image, stage):
    """Packages come from another stage, as an environment without pip, by their hashes."""
    copied = [rest for rest in all_of(image[stage], "COPY") if rest.startswith("--from")]
    assert copied == [f"--from={'serving' if stage == 'service' else stage}-packages /opt/venv /opt/venv"]
    (install,) = all_of(image[f"{'serving' if stage == 'service' else stage}-packages"], "RUN")
    assert {"--without-pip", "--no-cache-dir", "--require-hashes"} <= set(install.split())
    (lock,) = re.findall(r"-r /locks/(\S+)", install)
    assert (ROOT / "requirements" / lock).is_file()


def test_health_is_asked_at_a_route_of_the_service(image):
    """Where it is alive, not where it is ready: without a registry the container must not be killed."""
    (check,) = all_of(image["service"], "HEALTHCHECK")
    assert re.findall(r"UVICORN_PORT\W+(/\w+)", check) == ["/healthz"]
    assert "/healthz" in {route.path for route in service.ROUTES.routes}
    assert isinstance(json.loads(check.split("CMD", 1)[1]), list)


def test_the_command_names_a_factory_that_exists(image):
    """As a list, so that no shell stands between the signal and the server."""
    (command,) = all_of(image["service"], "CMD")
    module, name = json.loads(command)[-1].split(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_what_is_copied_exists_and_is_not_ignored(image):
    """The ignore file lets in just what the stages copy."""
    told = [path for instructions in image.values() for path in from_context(instructions)]
    assert [path for path in told if not (EXAMPLES / path).exists()] == []
    ignore = (OPS / "Dockerfile.dockerignore").read_text("utf-8").split("\n")
    assert ignore[1] == "*"
    assert {line[1:] for line in ignore if line.startswith("!")} == {path.split("/")[0] for path in told}


def test_the_service_imports_what_the_image_has_and_all_of_it(image, tmp_path):
    """With the packages of the serving lock only: no pandas, no scikit-learn."""
    told = from_context(image["service"])
    (tmp_path / "fraud").mkdir()
    for path in told:
        shutil.copy(EXAMPLES / path, tmp_path / path)
    hidden = strangers(ROOT / "requirements" / "serving.txt")
    assert {"pandas", "sklearn", "scipy", "onnx", "sqlalchemy"} <= set(hidden)
    run = [sys.executable, "-I", "-c", IMPORT, str(tmp_path), *hidden]
    done = subprocess.run(run, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    used = {Path(line).relative_to(tmp_path).as_posix() for line in done.stdout.splitlines()}
    assert used == {path for path in told if path.endswith(".py")}


def strangers(lock: Path) -> list[str]:
    """The modules of the packages that are installed here and not in the lock."""
    locked = {simple(name) for name in re.findall(r"^([\w.-]+)==", lock.read_text("utf-8"), re.MULTILINE)}
    return [
        module
        for module, packages in metadata.packages_distributions().items()
        if module.isidentifier() and locked.isdisjoint(map(simple, packages))
    ]


def simple(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
