"""Terms are found as whole words, by name or alias, the longest first."""

import pytest

from coursekit.model.glossary import Finder, Term, parse

GLOSSARY = """
Model registry (registry, the registry) {#model-registry}
:   The place where versions
    of models live.

DVC {#dvc}
:   Versions data.

CI/CD for ML (CI/CD) {#ci-cd}
:   Runs tests.
"""
TERMS, _ = parse(None, {}, GLOSSARY.split("\n"))


def test_a_definition_list_becomes_terms():
    """Name, aliases, id, and a definition that may run on."""
    expected = Term(
        "model-registry",
        "Model registry",
        ("registry", "the registry"),
        "The place where versions of models live.",
        1,
    )
    assert expected == TERMS[0]
    assert ["model-registry", "dvc", "ci-cd"] == [term.slug for term in TERMS]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A model registry.", ["model registry"]),
        ("Model\nRegistry", ["Model\nRegistry"]),
        ("THE REGISTRY", ["THE REGISTRY"]),
        ("registryless preregistry", []),
        ("DVC's cache, dvc.yaml", ["DVC"]),
        ("CI/CD for ML, then CI/CD", ["CI/CD for ML", "CI/CD"]),
        ("ci/cd", []),
    ],
)
def test_names_are_found(text, found):
    """Case counts only for names with capitals behind the first letter."""
    assert found == [text[start:end] for start, end, _ in Finder(TERMS).find(text)]


def test_no_terms_find_nothing():
    """An empty glossary is no pattern that fits everywhere."""
    assert [] == list(Finder([]).find("anything"))
