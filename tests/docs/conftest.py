"""The pages' own blocks are ended as a reader ends them."""

from tests.tools import let_ctrl_c_through


def pytest_configure() -> None:
    let_ctrl_c_through()
