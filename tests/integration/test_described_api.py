"""Made-up requests, usable and not, for every route of the open API: each answer is as described."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as bounds
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from schemathesis.schemas import APIOperation

from api.keys.store import SCOPES, create
from tests.fakes.gateway_app import GatewayApp
from tests.product import free_ports

EXAMPLES = 12
"""For each route and kind of data; the whole test stays below half a minute."""
ENDLESS = "/events"
NOT_SAID_IN_A_SCHEMA = {
    "/v1/messages": "positive_data_acceptance",  # a button must be one that was offered
    "/v1/conversations/{conversation}/attachments": "positive_data_acceptance",  # nor that a form knows no null
}
BOUNDS = bounds(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayApp]:
    with GatewayApp(tmp_path_factory.mktemp("described"), port=free_ports(1)[0], rate_key="off") as app:
        yield app


def test_the_description_is_openapi_3_1_and_names_every_route(running: GatewayApp) -> None:
    described = running.app.openapi()
    assert described["openapi"].startswith("3.1")
    for path in ("/v1/ask", "/v1/feedback", "/v1/escalate", "/v1/conversations/{conversation}"):
        assert path in described["paths"]
        [route] = described["paths"][path].values()
        assert set(route["responses"]) >= {"200", "401", "403", "422", "429"}
        assert {"HTTPBearer": []} in route["security"]


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_answer_is_as_described(running: GatewayApp, mode: GenerationMode, capsys: pytest.CaptureFixture) -> None:
    key = running.write(lambda s: create(s, name="test", scopes=SCOPES, now=running.now()))
    schema = schemathesis.openapi.from_url(f"{running.base}/openapi.json")
    routes, answers = 0, 0
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.path.endswith(ENDLESS):
            continue
        routes += 1
        answers += _try(operation, mode, {"Authorization": f"Bearer {key}"})
    with capsys.disabled():
        print(f" {mode.value}: {routes} routes, {answers} requests", end=" ")
    assert routes >= 10


def _try(operation: APIOperation, mode: GenerationMode, headers: dict[str, str]) -> int:
    sent = 0
    left_out = {"ignored_auth", NOT_SAID_IN_A_SCHEMA.get(operation.path)} - {None}  # the page is open on purpose

    if mode is GenerationMode.NEGATIVE and not (operation.body or operation.path_parameters or operation.query):
        return 0  # nothing to spoil

    @BOUNDS
    @given(case=operation.as_strategy(generation_mode=mode))
    def one(case: schemathesis.Case) -> None:
        nonlocal sent
        sent += 1
        case.headers = {name: value for name, value in (case.headers or {}).items() if name != "Bollplank-Identity"}
        case.call_and_validate(headers=headers, excluded_checks=CHECKS.get_by_names(sorted(left_out)))

    one()
    return sent
