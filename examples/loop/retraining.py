"""Close the loop: a model falls, an alert retrains it, the gate decides, the service swaps under traffic."""

import argparse
import sys
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
from fraud.stack.soon import empty_folder, soon
from fraud.stop import Stop
from fraud.story import Story

NEEDS = ("prometheus", "alertmanager")
HISTORY = range(1, 9)  # weeks whose labels are known when the story begins
SCRAPE, LOOK = 0.5, 1.0  # seconds between two scrapes, and between two looks of the watch
FACTOR = 400  # what production waits an hour for takes 9 seconds


def start(shop, stack):
    """Everything real, each server a process of its own; they load while the first model learns."""
    shop.story.note("the first model learns while the servers start")
    history, places = shop.history(HISTORY), shop.places()
    retrainer = soon(stack, Uvicorn, "fraud.retrainer:from_environment", shop.servers, **places)
    folders = (shop.log, shop.books.labels, shop.reference)
    watch = soon(stack, Watching, shop.servers, *folders, seconds=LOOK)
    with fraud.workspace.open_workspace(shop.workspace) as work:
        shop.store = work.store  # makes it: three servers that did so at once would trip over each other
        service = soon(stack, Uvicorn, "fraud.service:from_environment", shop.servers, **places)
        connected = soon(stack, connect, shop, service, watch, retrainer)
        first = fraud.retrain_job.retrain(work, history, shop.story.note)
    shop.say_first(first)
    connected.result()
    shop.open(service.result(), retrainer.result(), stack)


# --8<-- [start:connect]
def connect(shop, service, watch, retrainer):
    """Prometheus reads all three as soon as they run, and tells Alertmanager, which calls the retrainer."""
    webhook = f"{retrainer.result().url}/alerts"
    servers = {"service": service, "watch": watch, "retrainer": retrainer}
    targets = {name: server.result().address for name, server in servers.items()}
    with ExitStack() as stack:
        manager = Alertmanager(shop.servers / "alertmanager", webhook=webhook, factor=FACTOR)
        shop.alertmanager = stack.enter_context(manager)
        prometheus = Prometheus(
            shop.servers / "prometheus", targets, manager.address, scrape_seconds=SCRAPE, factor=FACTOR
        )
        shop.prometheus = stack.enter_context(prometheus)
        return stack.pop_all()


# --8<-- [end:connect]
# --8<-- [start:calm]
def quiet(shop):
    """Nothing happens: no alert."""
    shop.month(13)
    shop.looked()
    shop.say_alerts()


def older(shop):
    """The users get older for a month: somebody gets a ticket, nobody retrains."""
    shop.month(17, age_shift=12)
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
    shop.till.versions.add(2)  # what the gate lets through is no wrong answer
    shop.statement(21)
    alert = shop.fires("FraudModelFell")
    shop.say_live(24)
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
    shop.looked()
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
ACTS = (quiet, older, tactic, retrain, recover, refuse, roll_back)


def read_options(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--rows", type=options.rows, default=1000, metavar="N", help="payments a week (default: %(default)s)")
    add("--workspace", type=Path, metavar="DIR", help="an empty folder to keep all in (default: none)")
    return parser.parse_args(arguments)


def main():
    wanted, story = read_options(), Story()
    for program in NEEDS:
        find(program)
    with ExitStack() as stack:
        shop = fraud.scenes.shop.Shop(empty_folder(wanted.workspace, stack), wanted.rows, story)
        story.step("start")
        start(shop, stack)
        for act in ACTS:
            shop.play(act)
        story.step("account")
        shop.say_counts()


if __name__ == "__main__":
    try:
        main()
    except Stop as reason:
        sys.exit(f"stopped: {reason}")
    except KeyboardInterrupt:
        sys.exit("stopped: interrupted; every server has ended")
