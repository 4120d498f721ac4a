"""Close the loop: a model falls, an alert retrains it, the gate decides, the service swaps under traffic."""

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
from fraud import options
from fraud.stack.alertmanager import Alertmanager
from fraud.stack.programs import find
from fraud.stack.prometheus import Prometheus
from fraud.stack.python import Uvicorn, Watching
from fraud.stop import Stop
from fraud.story import Story

HISTORY = range(1, 9)  # weeks whose labels are known when the story begins
OLDER = 12.0  # years
SCRAPE, LOOK = 0.25, 1.0  # seconds between two scrapes, and between two looks of the watch
FACTOR = 300  # what production waits an hour for takes 12 seconds


def start(shop, stack):
    """Everything real, each server a process of its own; they load while the first model learns."""
    shop.story.note("the first model learns while the servers start")
    history = shop.history(HISTORY)
    # MLflow sets the address of our store for our children too; the service is to ask for the folder.
    places = {"MLFLOW_TRACKING_URI": "", "FRAUD_WORKSPACE": shop.workspace, "FRAUD_LOG": shop.log}
    places |= {"FRAUD_PAYMENTS": shop.books.payments, "FRAUD_LABELS": shop.books.labels}
    retrainer = soon(stack, Uvicorn, "fraud.retrainer:from_environment", shop.servers, **places)
    folders = (shop.log, shop.books.labels, shop.reference)
    watch = soon(stack, Watching, shop.servers, *folders, seconds=LOOK)
    with fraud.workspace.open_workspace(shop.workspace) as work:
        shop.store = work.store  # makes it: three servers that did so at once would trip over each other
        service = soon(stack, Uvicorn, "fraud.service:from_environment", shop.servers, **places)
        first = fraud.retrain_job.retrain(work, history, shop.story.note)
    shop.story.say("\n".join(first.verdict.reasons))
    shop.story.say(f"version {first.version} is the champion")
    shop.story.note("the servers get ready")
    connect(shop, stack, service.result(), watch.result(), retrainer.result())


# --8<-- [start:connect]
def connect(shop, stack, service, watch, retrainer):
    """Prometheus reads all three and tells Alertmanager, which calls the retrainer."""
    webhook = f"{retrainer.url}/alerts"
    manager = Alertmanager(shop.servers / "alertmanager", webhook=webhook, factor=FACTOR)
    shop.alertmanager = stack.enter_context(manager)
    targets = {"service": service.address, "watch": watch.address, "retrainer": retrainer.address}
    prometheus = Prometheus(
        shop.servers / "prometheus", targets, manager.address, scrape_seconds=SCRAPE, factor=FACTOR
    )
    shop.prometheus = stack.enter_context(prometheus)
    shop.open(service, retrainer, stack)


# --8<-- [end:connect]
def soon(stack, make, *arguments, **settings):
    """Start a server while other work goes on; it ends with the stack, whatever happens."""
    pool = stack.enter_context(ThreadPoolExecutor(1))
    server = pool.submit(make, *arguments, **settings)
    stack.callback(lambda: server.exception() or server.result().close())
    return server


# --8<-- [start:calm]
def quiet(shop):
    """Nothing happens: no alert."""
    shop.month(13)
    shop.say_alerts()


def older(shop):
    """The users get older for a month: somebody gets a ticket, nobody retrains."""
    shop.month(17, age_shift=OLDER)
    shop.statement(13)
    shop.fires("FraudInputsMoved")
    shop.say_live(16)
    shop.say_alerts()


# --8<-- [end:calm]
# --8<-- [start:tactic]
def tactic(shop):
    """The users are back, the fraudsters do something new: the inputs say nothing, the labels are not in."""
    shop.month(21, tactic=1)
    shop.statement(17)
    shop.say_live(20)
    shop.stops("FraudInputsMoved")
    shop.say_alerts()


def retrain(shop):
    """A month later the labels are in; from here on nobody does anything by hand."""
    shop.month(25, tactic=1)
    shop.statement(21)
    alert = shop.fires("FraudModelFell")
    shop.say_live(24)
    shop.till.versions.add(2)  # what the gate lets through is no wrong answer
    retraining = shop.retraining(1)
    shop.say_retraining(retraining)
    shop.till.wait_for(2)
    way(shop, alert, retraining)


# --8<-- [end:tactic]
# --8<-- [start:way]
def way(shop, alert, retraining):
    """The alert's way, from the first batch that was different to the model that knows better."""
    times = {
        "batch in": shop.begun[21],
        "labels in": shop.told[21],
        "gauge fell": shop.fell(version=1),
        "alert pending": datetime.fromisoformat(alert["activeAt"]).timestamp(),
        "alert firing": datetime.fromisoformat(retraining["starts_at"]).timestamp(),
        **{name: retraining["times"][name] for name in ("webhook", "trained", "judged", "promoted")},
        "version 2 answers": shop.till.first[2],
    }
    for name, moment in times.items():
        shop.story.say(f"{name:<18}{moment - shop.begun[21]:5.1f} s")


# --8<-- [end:way]
# --8<-- [start:recover]
def recover(shop):
    """What version 2 answers is labelled two months later: only then is it proven."""
    shop.retraining(1, "resolved")
    shop.month(29, tactic=1)
    shop.statement(25)  # answered by version 1: says nothing about version 2
    shop.month(33, tactic=1)
    shop.statement(29)
    shop.say_live(32)
    shop.say_alerts()


# --8<-- [end:recover]
# --8<-- [start:refuse]
def refuse(shop):
    """Labels come in broken: the alarm is false, and the gate keeps its consequence away."""
    shop.month(37, tactic=1)
    shop.statement(33, spoil=to_wrong_payments)
    shop.fires("FraudModelFell")
    shop.say_live(36)
    shop.say_retraining(shop.retraining(2))
    shop.story.say(f"version {shop.till.latest} goes on answering")
    shop.statement(33)
    shop.retraining(2, "resolved")
    shop.story.say("the labels are mended")
    shop.say_live(36)


def to_wrong_payments(week):
    """As a join by position does when one side was sorted."""
    return week.assign(is_fraud=week["is_fraud"].to_numpy()[::-1])


# --8<-- [end:refuse]
# --8<-- [start:roll-back]
def roll_back(shop):
    """Back to version 1 and forward again; the drill is announced, or its alert would start a retraining."""
    shop.silence("FraudModelFell", minutes=10, why="a drill: version 1 answers for a moment")
    version = fraud.registry.rollback(shop.store)
    shop.till.wait_for(version)
    shop.story.say(f"version {version} answers again")
    fraud.registry.promote(shop.store, 2)
    shop.till.wait_for(2)
    shop.story.say("version 2 answers again")


# --8<-- [end:roll-back]
def account(shop):
    """What the servers and the till have counted."""
    for result in ("promoted", "refused", "failed"):
        found = shop.prometheus.value(f'fraud_retrainings_total{{result="{result}"}}')
        shop.story.say(f"retrainings {result}: {found:.0f}")
    bad = shop.prometheus.query('fraud_requests_total{path=~"/predict.*",status!="200"} > 0')
    shop.story.say(f"the service answered all with 200: {'no' if bad else 'yes'}")
    shop.story.note(f"{shop.till.asked:,} requests, over a promotion, a rollback and the way forward")
    shop.story.say("\n".join([f"{shop.till.failed} requests failed", *shop.till.faults]))


ACTS = (quiet, older, tactic, retrain, recover, refuse, roll_back, account)


def read_options(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--rows", type=options.rows, default=1000, metavar="N", help="payments a week (default: %(default)s)")
    add(
        "--workspace", type=Path, metavar="DIR", help="an empty folder to keep all in (default: none is kept)"
    )
    return parser.parse_args(arguments)


def place(wanted, stack):
    """The empty folder in which everything happens."""
    if wanted is None:
        return Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))).resolve()
    if wanted.exists() and (not wanted.is_dir() or any(wanted.iterdir())):
        raise Stop(f"--workspace {wanted} is no empty folder; name one that is, or a new one")
    wanted.mkdir(parents=True, exist_ok=True)
    return wanted.resolve()


def main():
    wanted, story = read_options(), Story()
    for program in ("prometheus", "alertmanager"):
        find(program)
    with ExitStack() as stack:
        shop = fraud.shop.Shop(place(wanted.workspace, stack), wanted.rows, story)
        story.step("start")
        start(shop, stack)
        for act in ACTS:
            story.step(act.__name__.replace("_", "-"))
            act(shop)
        story.note("the servers end")


if __name__ == "__main__":
    try:
        main()
    except Stop as reason:
        sys.exit(f"stopped: {reason}")
    except KeyboardInterrupt:
        sys.exit("stopped: interrupted; every server has ended")
