"""A question of each kind, as an author writes it."""

SINGLE = """
    /// quiz | size
        objective: see
        taught: part
        rev: 2

    Why **this**?

    > Think of [home](../index.md).

    - [ ] #big It is `big`.

        No, it is small.

    - [x] #small It is small.

        Yes.
    ///
"""

MULTIPLE = """
    /// quiz | some
        kind: multiple
        objective: see
        taught: part

    Which?

    - [x] #one One.

        Yes.

    - [x] #two Two.

        Yes.

    - [ ] #three Three.

        No.
    ///
"""

ORDER = """
    /// quiz | steps
        kind: order
        objective: see
        taught: part

    In which order?

    1. #measure Measure.

        First.

    2. #{second} Cut.

        Then.

    3. #glue Glue.

        Last.
    ///
"""

NUMBER = """
    /// quiz | share
        kind: number
        objective: see
        taught: part
        tolerance: 0.01
        unit: "%"
        example: hello.py:sum
        line: "total: {}"

    Which share?

    - [x] #right 0.25

        Yes.

    - [ ] #swapped 0.75

        That is the rest.
    ///
"""

PREDICT = """
    /// quiz | guess
        kind: predict
        objective: see
        taught: part
        example: hello.py:hello

    What does it print?

    - [x] #bold `<b> you`

        Yes.

    - [ ] #plain `you`

        No.
    ///
"""

RICH = """
    /// quiz | rich
        objective: see
        taught: part

    Before the code:

    ```python
    # a comment, not a heading

    - [ ] #not A choice.
    ///
    ```

    - [ ] #wrong No.

        Because:

        ```yaml
        key: value
        ```

        - one
            - two

    - [x] #right Yes.

        !!! note
            Still the reason.
    ///
"""
