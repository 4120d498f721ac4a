"""No example reaches beyond this machine: each run of a test run is watched, and so are its children.

The watch (guard/sitecustomize.py) sees what Python's own sockets do, in every Python process of a run.
It does not see programs that are not Python: of Weights & Biases' core each system call is watched in
test_tracking.py, Prometheus and Alertmanager get their files and flags from us, below. Nor does it see
uvloop's and gRPC's sockets, which are C; the service only listens.
"""

import outputs
import pytest
import running
import yaml
from fraud.quiet import SILENCE

RECORDED = [path.relative_to(outputs.OUTPUTS).with_suffix("").as_posix() for path in outputs.recorded()]
KNOCK = """
import socket
with socket.socket() as knock:
    knock.setblocking(False)
    try:
        knock.connect(("192.0.2.1", 443))
    except OSError as error:
        print(error)
try:
    socket.getaddrinfo("example.invalid", 443)
except OSError as error:
    print(error)
"""
PLANTED = f"""
import subprocess, sys
KNOCK = {KNOCK!r}
exec(KNOCK)
subprocess.run([sys.executable, "-c", KNOCK], check=True)
"""
AT_HOME = """
import socket
with socket.create_server(("127.0.0.1", 0)) as server:
    socket.create_connection(("localhost", server.getsockname()[1])).close()
socket.getaddrinfo(None, 80)
"""


def outside(run):
    """What has tried to leave, a line each."""
    told = run.folder / running.OUTSIDE
    return told.read_text(encoding="utf-8").splitlines() if told.exists() else []


@pytest.mark.parametrize("name", RECORDED)
def test_an_example_stays_on_this_machine(name, ran):
    """No connection, no datagram, no look-up of a name beyond this machine, from its start to its end."""
    assert outside(ran(name)) == []


@pytest.mark.parametrize("way", ["run", "zygote"])
def test_who_leaves_is_seen_in_the_run_and_in_its_child(way, zygote, tmp_path):
    """The watch can fail: a connection and a look-up, planted in both, are four lines with their place."""
    script = tmp_path / "planted.py"
    script.write_text(PLANTED, encoding="utf-8")
    done = (zygote.run if way == "zygote" else running.run)(script, tmp_path)
    assert done.code == 0, done.stderr
    seen = [line.split(" from ") for line in outside(done)]
    assert [told for told, _ in seen] == 2 * [
        "socket.connect 192.0.2.1",
        "socket.getaddrinfo example.invalid",
    ]
    assert all("<string>:" in place for _, place in seen)
    assert done.stdout.count("a test lets nothing beyond this machine") == 4


def test_who_stays_is_left_alone(tmp_path):
    """Servers and clients of this machine are what the examples are made of."""
    script = tmp_path / "home.py"
    script.write_text(AT_HOME, encoding="utf-8")
    done = running.run(script, tmp_path)
    assert (done.code, outside(done)) == (0, [])


def test_our_servers_are_watched_too(monkeypatch):
    """They need a PYTHONPATH of their own, and must not lose the one that brings the watch."""
    from fraud.stack.child import reach

    monkeypatch.setenv("PYTHONPATH", "/watch")
    assert reach(outputs.EXAMPLES).endswith("/watch")
    monkeypatch.delenv("PYTHONPATH")
    assert reach(outputs.EXAMPLES) == str(outputs.EXAMPLES)


SWITCHES = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "DO_NOT_TRACK": "true",
    "DVC_NO_ANALYTICS": "1",
    "DVC_TEST": "true",
    "WANDB_MODE": "offline",
    "WANDB_ERROR_REPORTING": "false",
    "ORT_DISABLE_TELEMETRY": "1",
}


def test_every_switch_is_thrown():
    """One for each library that would send; what each must hold was found by trying."""
    assert SWITCHES.items() <= SILENCE.items()


def test_the_bench_silences_bentoml_too():
    """Only the bench runs it, so that its switch stands there."""
    servers = (outputs.ROOT / "tests/bench/servers.py").read_text(encoding="utf-8")
    assert 'SILENCE | {"BENTOML_DO_NOT_TRACK": "True"' in servers


def test_the_containers_are_silent():
    """Our own by the same switches; Grafana reports, looks for updates and fetches plugins otherwise."""
    compose = yaml.safe_load((outputs.EXAMPLES / "ops/compose.yaml").read_text(encoding="utf-8"))
    services = compose["services"]
    ours = {name: SWITCHES[name] for name in ("DO_NOT_TRACK", "MLFLOW_DISABLE_TELEMETRY")}
    for name in ("service", "watch", "retrainer", "mlflow"):
        assert ours.items() <= services[name]["environment"].items(), name
    for name in ("service", "watch", "retrainer"):
        assert services[name]["environment"]["ORT_DISABLE_TELEMETRY"] == "1", name
    settings = services["grafana"]["environment"]
    silent = ("REPORTING_ENABLED", "CHECK_FOR_UPDATES", "CHECK_FOR_PLUGIN_UPDATES", "FEEDBACK_LINKS_ENABLED")
    assert {settings[f"GF_ANALYTICS_{name}"] for name in silent} == {"false"}
    assert settings["GF_NEWS_NEWS_FEED_ENABLED"] == "false"
    assert settings["GF_PLUGINS_PREINSTALL_DISABLED"] == "true"


def test_prometheus_and_alertmanager_know_no_address_but_ours():
    """Neither reports home by itself; each sends where its file says, and Alertmanager forms no cluster."""
    stack = outputs.EXAMPLES / "fraud/stack"
    assert '"--cluster.listen-address="' in (stack / "alertmanager.py").read_text(encoding="utf-8")
    prometheus = yaml.safe_load((outputs.EXAMPLES / "ops/prometheus/prometheus.yml").read_text("utf-8"))
    assert not {"remote_write", "remote_read", "tracing"} & prometheus.keys()
