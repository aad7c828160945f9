"""What replies that are no success mean: as each tracker documents them."""

import pytest

from alerting.trackers import github, gitlab, jira
from alerting.trackers.steps import Failed, Reply
from core.alerts import FailureClass
from core.trackers import TrackerAccess
from tests.unit.alerting.trackers.steps import CLOUD, GITHUB, GITLAB, SERVER, play

READ = {GITHUB: github.read, GITLAB: gitlab.read, CLOUD: jira.read, SERVER: jira.read}
DOCS = "https://docs.github.com/rest"

REFUSALS = [
    (GITHUB, 401, {"message": "Bad credentials", "documentation_url": DOCS}, {}, "auth", None, "Bad credentials"),
    (
        GITHUB,
        403,
        {"message": "API rate limit exceeded for user ID 7.", "documentation_url": DOCS},
        {"x-ratelimit-limit": "5000", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1090"},
        "rate_limit",
        90.0,
        "no more calls",
    ),
    (
        GITHUB,
        403,
        {"message": "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."},
        {"retry-after": "30", "x-ratelimit-remaining": "4000"},
        "rate_limit",
        30.0,
        "secondary",
    ),
    (GITHUB, 403, {"message": "You have exceeded a secondary rate limit."}, {}, "rate_limit", 60.0, "secondary"),
    (
        GITHUB,
        403,
        {"message": "Resource not accessible by personal access token"},
        {"x-ratelimit-remaining": "4000"},
        "auth",
        None,
        "give it that right",
    ),
    (GITHUB, 404, {"message": "Not Found", "status": "404"}, {}, "data", None, "check project and rights"),
    (GITHUB, 410, {"message": "Issues has been disabled in this repository."}, {}, "data", None, "turn issues on"),
    (
        GITHUB,
        422,
        {
            "message": "Validation Failed",
            "errors": [{"resource": "Issue", "field": "title", "code": "missing_field"}],
        },
        {},
        "data",
        None,
        "title missing_field",
    ),
    (GITHUB, 429, None, {"retry-after": "5"}, "rate_limit", 5.0, "no more calls"),
    (GITHUB, 301, {"message": "Moved Permanently"}, {}, "data", None, "new address"),
    (GITHUB, 502, None, {}, "server", None, "502"),
    (GITLAB, 401, {"message": "401 Unauthorized"}, {}, "auth", None, "enter a new one"),
    (
        GITLAB,
        403,
        {"error": "insufficient_scope", "error_description": "The request requires higher privileges."},
        {},
        "auth",
        None,
        "insufficient_scope; The request requires",
    ),
    (GITLAB, 404, {"message": "404 Project Not Found"}, {}, "data", None, "check project"),
    (GITLAB, 400, {"message": {"title": ["can't be blank"]}}, {}, "data", None, "title: can't be blank"),
    (
        GITLAB,
        429,
        {"message": "429 Too Many Requests"},
        {"ratelimit-remaining": "0", "ratelimit-reset": "1045"},
        "rate_limit",
        45.0,
        "no more calls",
    ),
    (CLOUD, 401, None, {}, "auth", None, "does not know the token"),
    (
        CLOUD,
        400,
        {"errorMessages": [], "errors": {"issuetype": "Specify a valid issue type"}},
        {},
        "data",
        None,
        "issuetype: Specify a valid issue type",
    ),
    (
        CLOUD,
        404,
        {"errorMessages": ["Issue does not exist or you do not have permission to see it."], "errors": {}},
        {},
        "data",
        None,
        "check project and rights",
    ),
    (CLOUD, 429, {"errorMessages": ["Rate limit exceeded."]}, {"retry-after": "17"}, "rate_limit", 17.0, "no more"),
    (SERVER, 403, None, {"x-authentication-denied-reason": "CAPTCHA_CHALLENGE"}, "auth", None, "give it that right"),
    (SERVER, 503, None, {}, "server", None, "503"),
]


@pytest.mark.parametrize(("access", "status", "body", "headers", "failure", "wait", "said"), REFUSALS)
def test_a_refusal_has_its_class_its_pause_and_its_mend(
    access: TrackerAccess,
    status: int,
    body: object,
    headers: dict[str, str],
    failure: str,
    wait: float | None,
    said: str,
) -> None:
    with pytest.raises(Failed) as caught:
        play(READ[access](access, "12"), [Reply(status, body, headers, at=1000.0)])
    assert caught.value.failure is FailureClass(failure)
    assert caught.value.retry_after == wait
    assert said in caught.value.detail
    assert "\n" not in caught.value.detail
    assert len(caught.value.detail) < 500


@pytest.mark.parametrize("access", [GITHUB, GITLAB, CLOUD])
@pytest.mark.parametrize("body", [None, [], "yes", {"state": 1}, {"key": "OPS-1", "fields": {"status": None}}])
def test_an_answer_that_is_no_issue_is_said_to_be_none(access: TrackerAccess, body: object) -> None:
    with pytest.raises(Failed, match="check the address"):
        play(READ[access](access, "12"), [Reply(200, body)])
