"""Refuse a table that breaks the contract: no later stage may start from it."""

import json
import sys
from pathlib import Path

import pandas as pd
from fraud import schema

if __name__ == "__main__":
    try:
        payments = schema.check(pd.read_csv("data/payments.csv"), source="data/payments.csv")
    except schema.DataRefused as refused:
        print(refused)
        sys.exit(1)
    checked = {"payments": len(payments), "weeks": int(payments["week"].nunique())}
    Path("data/checked.json").write_text(json.dumps(checked) + "\n", encoding="utf-8", newline="\n")
