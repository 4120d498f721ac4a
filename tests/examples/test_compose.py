"""The compose file holds against its schema, and its services against each other."""

import importlib
import re
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from outputs import EXAMPLES

OPS = EXAMPLES / "ops"
COMPOSE = OPS / "compose.yaml"
PORTS = {
    "service": 8080,
    "watch": 8081,
    "retrainer": 8082,
    "prometheus": 9090,
    "alertmanager": 9093,
    "grafana": 3000,
    "mlflow": 5000,
}
OURS = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "DO_NOT_TRACK": "true",
    "ORT_DISABLE_TELEMETRY": "1",
    "DVC_NO_ANALYTICS": "1",
}
GRAFANA = {
    "GF_ANALYTICS_REPORTING_ENABLED": "false",
    "GF_ANALYTICS_CHECK_FOR_UPDATES": "false",
    "GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES": "false",
    "GF_NEWS_NEWS_FEED_ENABLED": "false",
    "GF_PLUGINS_PLUGIN_ADMIN_ENABLED": "false",
    "GF_PLUGINS_PREINSTALL_DISABLED": "true",
    "GF_SECURITY_DISABLE_GRAVATAR": "true",
}
# What keeps an image from sending anything home; Prometheus and Alertmanager have nothing to switch off.
SILENT = {"fraud": OURS, "grafana": GRAFANA, "prom": {}}


def load(path: Path) -> dict:
    return yaml.safe_load(path.read_text("utf-8"))


FILE = load(COMPOSE)
SERVICES = FILE["services"]
each_service = pytest.mark.parametrize("name", SERVICES)
each_server = pytest.mark.parametrize("name", PORTS)


def command(name: str) -> list[str]:
    said = SERVICES[name].get("command", [])
    return shlex.split(said) if isinstance(said, str) else said


def volumes(name: str) -> dict[str, tuple[str, bool]]:
    """Place in the container to what is mounted there, and whether it may be written."""
    told = [one.split(":") for one in SERVICES[name].get("volumes", [])]
    return {target: (source, mode != ["ro"]) for source, target, *mode in told}


def schema_faults(path: Path) -> str:
    check = [Path(sys.executable).parent / "check-jsonschema", "--builtin-schema", "vendor.compose-spec"]
    return subprocess.run([*check, path], capture_output=True, text=True, timeout=60).stdout


def test_the_schema_of_compose_files_holds():
    assert schema_faults(COMPOSE) == "ok -- validation done\n"


def test_a_typo_breaks_the_schema(tmp_path):
    """Or the test above could not fail."""
    (tmp_path / "compose.yaml").write_text(
        COMPOSE.read_text("utf-8").replace("healthcheck:", "helthcheck:", 1)
    )
    assert "helthcheck" in schema_faults(tmp_path / "compose.yaml")


def test_the_services_are_those_of_the_course():
    """And one that runs once."""
    assert set(PORTS) | {"first-model"} == set(SERVICES)


@each_server
def test_published_where_the_course_says_and_on_this_machine_only(name):
    assert SERVICES[name]["ports"] == [f"127.0.0.1:{PORTS[name]}:{PORTS[name]}"]


@pytest.mark.parametrize("name", ["watch", "retrainer", "mlflow"])
def test_the_command_listens_on_the_published_port(name):
    """On every address of the container, as the request comes from outside of it."""
    options = command(name)
    assert options[options.index("--port") + 1] == str(PORTS[name])
    assert options[options.index("--host") + 1] == "0.0.0.0"


def test_the_image_listens_on_the_published_port():
    """It is its default."""
    told = (OPS / "Dockerfile").read_text("utf-8")
    assert f"UVICORN_PORT={PORTS['service']}" in told
    assert f"EXPOSE {PORTS['service']}" in told


@each_server
def test_health_is_asked_at_the_own_port(name):
    """Each server has a check, and it asks the server that it belongs to."""
    (url,) = re.findall(r"http://[^\s'\"]+", " ".join(SERVICES[name]["healthcheck"]["test"]))
    assert (urlsplit(url).hostname, urlsplit(url).port) == ("127.0.0.1", PORTS[name])


@pytest.mark.parametrize("name", ["service", "retrainer"])
def test_health_is_asked_at_a_route_of_ours(name):
    (url,) = re.findall(r"http://[^\s'\"]+", " ".join(SERVICES[name]["healthcheck"]["test"]))
    routes = importlib.import_module(f"fraud.{name}").ROUTES.routes
    assert urlsplit(url).path in {route.path for route in routes}


@each_service
def test_it_waits_for_services_that_can_become_so(name):
    """Healthy needs a check, completed an end; and nobody waits for itself over others."""
    for other, how in SERVICES[name].get("depends_on", {}).items():
        ends = SERVICES[other]["restart"] == "no"
        assert how["condition"] == ("service_completed_successfully" if ends else "service_healthy")
        assert name not in waits_for(other)


def test_who_runs_once_is_waited_for():
    """Or `up --wait` takes its end for a failure."""
    once = {name for name, told in SERVICES.items() if told["restart"] == "no"}
    assert once == {"first-model"}
    assert all("first-model" in SERVICES[name]["depends_on"] for name in ("service", "watch", "retrainer"))


def waits_for(name: str) -> set[str]:
    direct = set(SERVICES[name].get("depends_on", {}))
    return direct.union(*map(waits_for, direct))


@each_service
def test_it_gets_no_more_than_it_needs(name):
    told = SERVICES[name]
    assert (told["read_only"], told["cap_drop"], told["tmpfs"]) == (True, ["ALL"], ["/tmp"])
    assert told["security_opt"] == ["no-new-privileges:true"]
    assert {"privileged", "network_mode", "pid", "user", "cap_add"}.isdisjoint(told)


@each_service
def test_the_image_has_a_version(name):
    """And a digest, where it is fetched."""
    built = r"fraud-(service|training):\$\{VERSION:-\d+\.\d+\.\d+\}"
    fetched = r"[a-z]+/[a-z]+:v?\d+\.\d+\.\d+@sha256:[0-9a-f]{64}"
    assert re.fullmatch(built if "build" in SERVICES[name] else fetched, SERVICES[name]["image"])


@each_service
def test_it_sends_nothing_home(name):
    wanted = SILENT[re.split("[-/]", SERVICES[name]["image"])[0]]
    assert wanted.items() <= SERVICES[name].get("environment", {}).items()


def test_what_is_built_has_its_target_context_and_locks():
    stages = re.findall(r"^FROM \S+ AS (\S+)", (OPS / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    builds = [told["build"] for told in SERVICES.values() if "build" in told]
    assert {build["target"] for build in builds} == {"service", "training"} <= set(stages)
    for build in builds:
        context = (OPS / build["context"]).resolve()
        locks = OPS / re.search(r":-(.+)\}", build["additional_contexts"]["locks"])[1]
        assert (context, (context / build["dockerfile"]).is_file()) == (EXAMPLES, True)
        assert (locks / "serving.txt").is_file() and (locks / "examples.txt").is_file()


def test_volumes_are_declared_and_used_and_files_exist():
    sources = {source for name in SERVICES for source, _ in volumes(name).values()}
    assert {source for source in sources if not source.startswith("./")} == set(FILE["volumes"])
    assert [source for source in sources if source.startswith("./") and not (OPS / source).exists()] == []


def test_files_of_the_host_are_never_written():
    mounts = [mount for name in SERVICES for mount in volumes(name).values()]
    assert [source for source, writes in mounts if writes and source.startswith("./")] == []


def test_our_volumes_belong_to_the_user_of_the_image():
    """A new volume takes over the owner of the folder that it covers; without one it is root's."""
    (made,) = re.findall(r"install -d -o 10001 -g 10001 (.+)", (OPS / "Dockerfile").read_text("utf-8"))
    covered = {target for name, told in SERVICES.items() if "build" in told for target in volumes(name)}
    assert covered == set(made.split())
