"""What the services of the compose file say to each other: hosts, ports, paths, options, the tools' files."""

import importlib
import re
import shlex
from urllib.parse import urlsplit

import pytest
import yaml
from fraud import first_model
from fraud.messages import Payment
from outputs import EXAMPLES

OPS = EXAMPLES / "ops"
SERVICES = yaml.safe_load((OPS / "compose.yaml").read_text("utf-8"))["services"]


def load(path: str) -> dict:
    return yaml.safe_load((OPS / path).read_text("utf-8"))


def address(name: str) -> str:
    """host:port of the service, as the others reach it."""
    (published,) = SERVICES[name]["ports"]
    return f"{name}:{published.split(':')[2]}"


def command(name: str) -> list[str]:
    said = SERVICES[name]["command"]
    return shlex.split(said) if isinstance(said, str) else said


def option(name: str, flag: str) -> str:
    """What follows the flag in the service's command, after a space or `=`."""
    words = [part for word in command(name) for part in word.split("=", 1)]
    return words[words.index(flag) + 1]


def mounted(name: str, path: str) -> tuple[str, bool]:
    """Volume or folder that the service sees at the path, with what is below, and whether it may write."""
    for told in SERVICES[name]["volumes"]:
        source, target, *mode = told.split(":")
        if f"{path}/".startswith(f"{target}/"):
            return source + path.removeprefix(target), mode != ["ro"]
    raise AssertionError(f"{name} mounts nothing at {path}")


def routes(name: str) -> dict[str, set[str]]:
    """Path to methods of that server of ours."""
    found = importlib.import_module(f"fraud.{name}").ROUTES.routes
    return {route.path: route.methods for route in found}


def test_prometheus_reads_services_where_they_listen():
    """Each target is a service, and each of ours that has meters is a target under its own name."""
    jobs = load("prometheus/prometheus.yml")["scrape_configs"]
    targets = {job["job_name"]: job["static_configs"][0]["targets"] for job in jobs}
    assert targets == {name: [address(name)] for name in ("service", "watch", "retrainer")}


def test_the_payment_of_the_readme_is_one():
    """What README.md has sent with curl, and image.sh with ask.py."""
    assert "@payment.json" in (OPS / "README.md").read_text("utf-8")
    assert Payment.model_validate_json((OPS / "payment.json").read_bytes())


@pytest.mark.parametrize("name", ["service", "retrainer"])
def test_what_prometheus_asks_for_is_a_route(name):
    assert "GET" in routes(name)["/metrics"]


def test_prometheus_tells_the_alertmanager_that_is_there():
    (managers,) = load("prometheus/prometheus.yml")["alerting"]["alertmanagers"]
    assert managers["static_configs"][0]["targets"] == [address("alertmanager")]


def test_alertmanager_calls_the_retrainer_at_its_route():
    receivers = load("alertmanager/alertmanager.yml")["receivers"]
    hooks = [hook for one in receivers for hook in one.get("webhook_configs", [])]
    (url,) = [urlsplit(hook["url"]) for hook in hooks]
    assert url.netloc == address("retrainer")
    assert "POST" in routes("retrainer")[url.path]


@pytest.mark.parametrize("name", ["prometheus", "alertmanager"])
def test_the_configuration_that_is_named_is_mounted(name):
    """The very files that promtool and amtool check, and where they look for more."""
    source, writes = mounted(name, option(name, "--config.file"))
    assert ((OPS / source).is_file(), writes) == (True, False)
    for rules in load(source).get("rule_files", []):
        assert ((OPS / source).parent / rules).is_file()


@pytest.mark.parametrize(
    ("name", "flag"), [("prometheus", "--storage.tsdb.path"), ("alertmanager", "--storage.path")]
)
def test_what_must_outlive_the_container_lies_in_a_volume(name, flag):
    assert mounted(name, option(name, flag)) == (name, True)


def test_mlflow_keeps_runs_and_models_in_its_volume():
    database = option("mlflow", "--backend-store-uri").removeprefix("sqlite:///")
    assert mounted("mlflow", database) == ("mlflow/mlflow.db", True)
    assert mounted("mlflow", option("mlflow", "--artifacts-destination")) == ("mlflow/artifacts", True)


def test_mlflow_lets_in_who_calls_it_by_name():
    """It answers 403 to a Host that it was not told of."""
    told = [one.get("environment", {}) for one in SERVICES.values()]
    names = {urlsplit(one["MLFLOW_TRACKING_URI"]).netloc for one in told if "MLFLOW_TRACKING_URI" in one}
    assert names == {address("mlflow")}
    assert names | {"localhost:5000"} <= set(option("mlflow", "--allowed-hosts").split(","))


@pytest.mark.parametrize("name", ["service", "retrainer", "first-model"])
def test_all_use_the_one_registry(name):
    assert SERVICES[name]["environment"]["MLFLOW_TRACKING_URI"] == "http://mlflow:5000"
    assert "mlflow" in SERVICES[name]["depends_on"]


def test_the_watch_reads_what_the_service_writes():
    """The same volume; one writes, the other can't."""
    log = mounted("service", SERVICES["service"]["environment"]["FRAUD_LOG"])
    assert (log, mounted("watch", option("watch", "--log"))) == (("log", True), ("log", False))


def test_the_books_of_the_first_model_are_those_that_the_others_read():
    """Payments, labels and the reference, by the paths that the first model gives them."""
    options = first_model.read_options(command("first-model")[3:])
    books, writes = mounted("first-model", options.weeks.as_posix())
    told = SERVICES["retrainer"]["environment"]
    read = [mounted("retrainer", told[f"FRAUD_{kind}"]) for kind in ("PAYMENTS", "LABELS")]
    read += [mounted("watch", option("watch", flag)) for flag in ("--labels", "--reference")]
    assert writes
    assert read == [(f"{books}/{part}", False) for part in ("payments", "labels", "labels", "reference.csv")]


def test_the_retrainer_goes_on_in_the_workspace_of_the_first_model():
    options = first_model.read_options(command("first-model")[3:])
    place = mounted("first-model", options.workspace.as_posix())
    assert place == mounted("retrainer", SERVICES["retrainer"]["environment"]["FRAUD_WORKSPACE"])
    assert place == ("workspace", True)


def test_the_factories_exist():
    module, name = command("retrainer")[-1].split(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_every_option_of_the_watch_is_one():
    """Its own `--help` knows them."""
    known = (EXAMPLES / "fraud" / "watch.py").read_text("utf-8")
    flags = [word for word in command("watch") if word.startswith("--")]
    assert [flag for flag in flags if f'add_argument("{flag}"' not in known] == []


def test_grafana_finds_its_source_and_its_dashboards():
    """The provisioning names Prometheus by its name here, and the folder that is mounted."""
    (source,) = load("grafana/provisioning/datasources/prometheus.yaml")["datasources"]
    assert urlsplit(source["url"]).netloc == address("prometheus")
    (provider,) = load("grafana/provisioning/dashboards/fraud.yaml")["providers"]
    folder, writes = mounted("grafana", provider["options"]["path"])
    assert (list((OPS / folder).glob("*.json")) != [], writes) == (True, False)
    assert mounted("grafana", "/etc/grafana/provisioning") == ("./grafana/provisioning", False)


def test_the_readme_tells_where_each_server_listens():
    """By the address that is published."""
    told = dict(
        re.findall(r"\| `([a-z]+)` \| http://127\.0\.0\.1:(\d+)", (OPS / "README.md").read_text("utf-8"))
    )
    assert told == {name: address(name).split(":")[1] for name, one in SERVICES.items() if "ports" in one}
