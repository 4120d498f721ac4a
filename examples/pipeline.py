"""The seven steps of the machine learning lifecycle, once around, for real."""

import sys
from contextlib import closing

import fraud
from fraud.options import read_options
from fraud.stop import Stop
from fraud.story import Story


# --8<-- [start:scope]
def scope(story):
    """Say what a mistake costs before there is a model, and what a model must reach to be used."""
    objective = fraud.objective.load()
    money = objective.currency
    story.say(f"a missed fraud costs {objective.missed_fraud:.0f} {money}")
    story.say(f"a false alarm costs {objective.false_alarm:.0f} {money}")
    story.say(f"so a payment is stopped from a {objective.threshold:.1%} chance of fraud on")
    story.say(f"today every payment above {objective.stop_above:.0f} {money} is stopped")
    ap, saving = objective.least_ap, objective.least_saving
    story.say(f"gate: average precision {ap:.2f}, and {saving:.0%} cheaper than today")
    return objective


# --8<-- [end:scope]
# --8<-- [start:prepare]
def prepare(story, work, payments, name):
    """Refuse data that breaks the contract; keep the rest where nobody can change it unseen."""
    fraud.schema.check(payments)
    path = f"data/{name}.csv"
    if not work.place(payments, path):
        story.note(f"{path} and the code are as they were: nothing to commit")
    origin = fraud.versions.commit_data(work.project, path, f"Data: {name}", tag=work.tag(path))
    story.say(f"commit {origin.commit[:10]} holds the code and names the data")
    story.say(f"{len(payments):,} payments keep the contract; DVC has them as {origin.md5[:10]}")
    return origin


# --8<-- [end:prepare]
# --8<-- [start:train]
def train(story, work, objective, payments, origin):
    """Learn from the past, test on the weeks that came after, write down what came of it."""
    past, later = fraud.features.split_by_time(payments, fraud.source.last_quarter(payments))
    run = work.finished_run(origin)
    if run:
        story.note("this code has learned from this data before: the run is reused")
    else:
        model = fraud.model.train(past)
        scores = fraud.gate.score(objective, model.chance(later), later)
        run = work.track(model, scores | {"parity": model.parity}, origin)
    story.say(f"learned from {len(past):,} payments, tested on the {len(later):,} after them")
    cost, today = run.scores["cost"], run.scores["baseline_cost"]
    story.say(f"1,000 payments cost {cost:,.0f} {objective.currency}, as it is today {today:,.0f}")
    story.say(f"average precision {run.scores['average_precision']:.2f}")
    return run


# --8<-- [end:train]
# --8<-- [start:register]
def register(story, work, objective, run):
    """Let the model pass the gate, or not; number it; let the name champion point to it."""
    verdict = fraud.gate.judge(objective, run.scores)
    for reason in verdict.reasons:
        story.say(reason)
    if not verdict.passed:
        raise fraud.gate.GateClosed("the gate refused this model; nothing was registered")
    version = fraud.registry.register(work.store, run.id)
    fraud.registry.promote(work.store, version, alias="champion")
    story.say(f"version {version} is the champion")
    return version


# --8<-- [end:register]
# --8<-- [start:serve]
def serve(story, work, objective, payments):
    """Put the champion behind HTTP, and ask it as a till would: one payment, one answer."""
    service = fraud.server.Server(work.folder)
    asked = payments.tail(200)
    answers = fraud.client.send(service.client(), asked)
    story.say(f"99 of 100 answers took at most {answers.p99_ms:.0f} ms, {objective.p99_ms:.0f} ms allowed")
    trained = fraud.service.load(work.store).chance(asked)
    skew = abs(trained - answers.chances).max()
    story.say(f"training and serving agree: {'yes' if skew <= objective.most_parity else 'no'}")
    story.say(f"version {answers.version} answered {len(asked)} payments and stopped {answers.stopped}")
    return service


# --8<-- [end:serve]
# --8<-- [start:monitor]
def monitor(story, work, objective, before, now):
    """Watch the inputs at once, and the decisions when the labels come in, weeks late."""
    week = int(now["week"].max())
    drift = fraud.drift.report(before, now, fraud.features.NUMBERS)
    moved = ", ".join(drift.index[drift["moved"]]) or "nothing"
    story.say(f"week {week}: {moved} moved; largest PSI {drift['psi'].max():.2f}")
    late = week + objective.delay_weeks
    known = fraud.simulate.labels_known(now, late, objective.delay_weeks)
    scores = fraud.gate.score(objective, fraud.service.load(work.store).chance(known), known)
    ap = scores["average_precision"]
    healthy = ap >= objective.least_ap
    story.say(f"week {late}: labels are in: average precision {ap:.2f}: {'well' if healthy else 'retrain'}")
    return healthy


# --8<-- [end:monitor]
# --8<-- [start:retrain]
def retrain(story, work, objective, service, payments):
    """Go round again with fresh data; exchange the model while payments keep coming."""
    origin = prepare(story, work, payments, "recent")
    challenger = train(story, work, objective, payments, origin)
    _, fresh = fraud.features.split_by_time(payments, fraud.source.last_quarter(payments))
    champion = fraud.gate.score(objective, fraud.service.load(work.store).chance(fresh), fresh)
    verdict = fraud.gate.compare(objective, champion, challenger.scores)
    for reason in verdict.reasons:
        story.say(reason)
    if verdict.passed:
        with fraud.client.traffic(service.client(), payments) as requests:
            version = register(story, work, objective, challenger)
            requests.wait_for(version)
        story.say(f"version {version} took over without a restart; {requests.failed} requests failed")
    else:
        story.say("the champion stays")


# --8<-- [end:retrain]
def trace(story, work, service):
    """Follow the model that answers back to its run, its code and its data."""
    card = service.client().model()
    story.say(f"version {card['version']} answers")
    story.say(f"run {card['run_id']} made it")
    story.say(f"commit {card['code_commit']} is its code")
    story.say(f"{work.pointer(card)} of that commit names its data, {card['data_md5']}")


def main():
    """Run the steps in order; the service runs from the fifth to the end."""
    options = read_options()
    story = Story()
    story.note("loading the libraries")
    acts = fraud.source.load(options.csv, options.rows)
    with fraud.workspace.open_workspace(options.workspace, fresh=options.fresh) as work:
        story.step("scope")
        objective = scope(story)
        story.step("prepare")
        origin = prepare(story, work, acts.history, "history")
        story.step("train")
        run = train(story, work, objective, acts.history, origin)
        story.step("register")
        register(story, work, objective, run)
        story.step("serve")
        with closing(serve(story, work, objective, acts.history)) as service:
            story.step("monitor")
            monitor(story, work, objective, acts.history, acts.later)
            healthy = monitor(story, work, objective, acts.later, acts.recent)
            story.step("retrain")
            if healthy:
                story.say("not needed: the champion is well")
            else:
                retrain(story, work, objective, service, acts.recent)
            story.summary()
            story.step("lineage")
            trace(story, work, service)


if __name__ == "__main__":
    try:
        main()
    except Stop as reason:
        sys.exit(f"stopped: {reason}")
