"""The floor: FastAPI with the same types in and out, which looks at nothing and says the same each time."""

from fastapi import FastAPI
from fraud.messages import Payment, Prediction

app = FastAPI()


@app.post("/predict")
async def predict(payment: Payment) -> Prediction:
    return Prediction(chance=0.5, stop=True, version=1)


@app.get("/readyz")
async def readyz() -> dict[str, str]:
    return {"status": "ready"}
