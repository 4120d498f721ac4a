"""Let JSON in and out of the service: typed, limited in size, refused with a reason."""

from collections.abc import Callable, Coroutine
from inspect import iscoroutinefunction
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from pydantic_core import to_json
from starlette.requests import ClientDisconnect

MOST_BYTES = 4_000_000  # 10,000 payments have 2,500,000
MOST_FAULTS = 100


# --8<-- [start:read]
async def read(request: Request) -> bytes:
    """The body, if it calls itself JSON and is not too long."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise HTTPException(415, "the header Content-Type must say application/json")
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:  # the header Content-Length may lie, or be missing
                raise HTTPException(413, f"the body has more than {MOST_BYTES:,} bytes; send less at once")
    except ClientDisconnect:  # nobody hears this, but the metrics must not call it a failure of ours
        raise HTTPException(400, "the sender went away in the middle") from None
    return bytes(body)


def parse(kind: type[BaseModel], body: bytes) -> BaseModel:
    """The body as such a message, or a 422 that says where it is wrong and what was expected."""
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        # Without the input: a NaN in it could not be written as JSON, and a card number must not come back.
        faults = error.errors(include_url=False, include_context=False, include_input=False)
    places = [{**fault, "loc": ("body", *fault["loc"])} for fault in faults[:MOST_FAULTS]]
    raise RequestValidationError(places)


# --8<-- [end:read]
# --8<-- [start:route]
class JsonRoute(APIRoute):
    """A route whose JSON pydantic reads and writes by itself, without Python's objects in between.

    Endpoints stay typed, `answer(message: In, request: Request) -> Out`, and FastAPI documents them.
    An `async def` runs on the event loop, a `def` in a thread, from the reading to the writing.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        if self.body_field is None:
            return super().get_route_handler()
        kind, endpoint = self.body_field.field_info.annotation, self.endpoint

        async def on_loop(request: Request) -> Response:
            return write(await endpoint(parse(kind, await read(request)), request))

        async def in_thread(request: Request) -> Response:
            body = await read(request)
            return await run_in_threadpool(lambda: write(endpoint(parse(kind, body), request)))

        return on_loop if iscoroutinefunction(endpoint) else in_thread


def write(answer: BaseModel) -> Response:
    return Response(to_json(answer), media_type="application/json")


# --8<-- [end:route]
