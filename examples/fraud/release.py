"""Let a new model in by degrees: watch it, give it a few payments, then all; the registry says which."""

from mlflow import MlflowClient

from . import registry

CHALLENGER = "challenger"


# --8<-- [start:release]
def shadow(client: MlflowClient, version: int) -> None:
    """Let this version score every payment beside the champion; its answers are only logged."""
    # The share first: a share left over from an earlier trial must not give it a single answer.
    _give(client, version, 0)
    client.set_registered_model_alias(registry.MODEL, CHALLENGER, str(version))


def canary(client: MlflowClient, version: int, share: float) -> None:
    """Let the challenger answer this share of the payments; the champion answers the others."""
    if not 0 < share <= 1:
        raise ValueError(f"share is {share}; use more than 0 and at most 1")
    if version != registry.holder(client, CHALLENGER):
        raise LookupError(f"version {version} is not the challenger; let it run in shadow first")
    _give(client, version, share)


# --8<-- [end:release]
def promote(client: MlflowClient) -> int:
    """Let the challenger be the champion, and answer everything; the way back stays open."""
    version = registry.holder(client, CHALLENGER)
    if version is None:
        raise LookupError("there is no challenger to promote")
    registry.promote(client, version)
    stop(client)
    return version


def stop(client: MlflowClient) -> None:
    """End the trial: the champion answers everything, and nobody scores beside it."""
    client.delete_registered_model_alias(registry.MODEL, CHALLENGER)


def _give(client: MlflowClient, version: int, share: float) -> None:
    client.set_model_version_tag(registry.MODEL, str(version), registry.SHARE, f"{share:g}")
