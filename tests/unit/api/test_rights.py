"""What a caller may do: what the role gives, and of that only what the token was made for."""

from datetime import UTC, datetime

import pytest

from api.access.auth import Caller
from api.access.rights import ROLE_SCOPES, scopes_of, with_implied
from core.db.access.tokens import SCOPES, Token

HERE, ELSEWHERE = 1, 2


def _bearer(*scopes: str, user_id: int | None = 7, organization_id: int | None = None) -> Caller:
    made = datetime(2027, 1, 31, tzinfo=UTC)
    return Caller(token=Token(1, user_id, organization_id, "ci", "abcd", scopes, made, None, None))


@pytest.mark.parametrize("role", ROLE_SCOPES)
def test_a_session_may_what_its_role_may(role: str) -> None:
    assert scopes_of(Caller(), HERE, role) == ROLE_SCOPES[role]


def test_each_role_may_more_than_the_one_before() -> None:
    viewer, member, admin, owner = (ROLE_SCOPES[role] for role in ("viewer", "member", "admin", "owner"))
    assert viewer < member < admin < owner == SCOPES


def test_a_token_is_no_more_than_its_maker() -> None:
    assert scopes_of(_bearer("event:admin", "org:admin"), HERE, "viewer") == {"event:read", "org:read"}


def test_a_token_is_no_more_than_it_was_made_for() -> None:
    assert scopes_of(_bearer("project:read"), HERE, "owner") == {"project:read"}


def test_a_token_for_one_organization_is_nothing_in_another() -> None:
    assert scopes_of(_bearer("org:read", organization_id=HERE), HERE, "owner") == {"org:read"}
    assert scopes_of(_bearer("org:read", organization_id=HERE), ELSEWHERE, "owner") == frozenset()


def test_an_organizations_own_token_needs_no_role() -> None:
    assert scopes_of(_bearer("org:ci", user_id=None, organization_id=HERE), HERE, None) == {"org:ci"}


@pytest.mark.parametrize("caller", [Caller(), _bearer("org:admin")])
def test_who_has_no_role_may_nothing(caller: Caller) -> None:
    assert scopes_of(caller, HERE, None) == frozenset()


def test_a_right_holds_those_before_it_of_its_own_subject() -> None:
    assert with_implied(frozenset({"team:admin"})) == {"team:admin", "team:write", "team:read"}
    assert with_implied(frozenset({"org:ci"})) == {"org:ci"}
