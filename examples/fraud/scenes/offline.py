"""A run in Weights & Biases that stays on this machine, beside the same run in MLflow."""

import os


# --8<-- [start:wandb]
def in_wandb(folder, params, scores, origin):
    """The best run once more, in Weights & Biases, offline: a file, no account, no network."""
    import wandb

    with wandb.init(project="fraud", dir=folder, config=params, tags=["trial"], notes=str(origin)) as run:
        run.config.update(origin)
        run.log(scores)
        kept = {name: run.summary[name] for name in scores}
        return dict(run.config), kept


# --8<-- [end:wandb]
COMMON = """MLflow                              Weights & Biases
mlflow.set_tracking_uri(...)        WANDB_MODE, WANDB_DIR
mlflow.set_experiment("fraud")      wandb.init(project="fraud")
mlflow.log_params(params)           wandb.init(config=params)
mlflow.log_metrics(scores)          run.log(scores)
mlflow.set_tags(origin)             run.config.update(origin)
search_runs(filter, order_by)       wandb.Api().runs(filters, order): on a server only
mlflow.db: SQL reads it             run-*.wandb: only wandb reads it"""


def wandb_beside(folder, run, origin):
    """The same numbers in both stores, name by name."""
    os.environ |= {f"WANDB_{kind}_DIR": str(folder / kind.lower()) for kind in ("CACHE", "CONFIG", "DATA")}
    params = {name: float(text) for name, text in run.data.params.items()}
    config, scores = in_wandb(folder, params, run.data.metrics, origin)
    print(COMMON)
    print(f"the same parameters and tags: {config == params | origin}; scores: {scores == run.data.metrics}")
    files = sorted(path.relative_to(folder) for path in folder.glob("wandb/offline-run-*/*.wandb"))
    print(f"{len(files)} file of an offline run; `wandb sync` would send it, if you want to")
