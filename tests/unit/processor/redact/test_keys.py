"""Field names that promise a secret, and those that only sound like it."""

import pytest

from processor.redact.keys import Secrecy, names_field, secrecy
from processor.redact.vocabulary import word_set


@pytest.mark.parametrize(
    "name",
    sorted(
        word_set(
            "password PASSWORD dbPassword db_password_2 user-password passwd pwd mysql_pwd smtp_pass passphrase "
            "secret client_secret "
            "SECRET_KEY api_key apiKey APIKEY x-api-key X-Api-Key STRIPE_API_KEY aws_secret_access_key private_key "
            "privateKey "
            "authorization Authorization proxy-authorization bearer otp totp_code csrf_token csrfmiddlewaretoken "
            "X-XSRF-TOKEN "
            "sessionid session_id JSESSIONID PHPSESSID connect.sid set-cookie cvv card_cvc pin credentials Passwort "
            "contraseña "
            "one_time_code verification_code encryption_key refreshToken password_confirmation old_password"
        )
    ),
)
def test_certain_names(name: str) -> None:
    assert secrecy(name) == Secrecy.CERTAIN


@pytest.mark.parametrize(
    "name", ["secret_santa", "secret_rollout_v2", "secretMenu", "secret_client", "MANDRILL_KEY", "GH_PAT", "crumb"]
)
def test_names_whose_value_must_look_like_a_secret_or_drawn_by_lot(name: str) -> None:
    assert Secrecy.NONE < secrecy(name) < Secrecy.CERTAIN


@pytest.mark.parametrize("name", ["CACHE_KEY", "SORT_KEY", "PUBLIC_KEY", "mandrill_key_id"])
def test_names_of_keys_to_data(name: str) -> None:
    assert secrecy(name) == Secrecy.NONE


@pytest.mark.parametrize(
    "name", sorted(word_set("token auth_token_value access-token x-auth session sess tokens cookie pass db_token"))
)
def test_names_whose_value_must_look_like_a_secret(name: str) -> None:
    assert secrecy(name) >= Secrecy.LIKELY


@pytest.mark.parametrize(
    "name",
    sorted(
        word_set(
            "author authority authors tokenizer monkey keyboard key_error session_duration passenger compass bypass "
            "primary_key "
            "foreign_key cache_key token_count max_tokens prompt_tokens total_tokens token_type token_limit "
            "password_policy "
            "password_min_length has_password password_changed_at secret_name cookie_domain auth_url authenticated "
            "pinned shipping "
            "opinion spinner pins_count keynote public_key routing_key sort_key idempotency_key message host path "
            "user name id "
            "next_token end_token_id tokens_per_second session_count auth_method csrf_enabled credential_type "
            "PASSWORD_HASHERS PWD OLDPWD CSRF_TRUSTED_ORIGINS AUTH_PASSWORD_VALIDATORS"
        )
    ),
)
def test_harmless_names(name: str) -> None:
    assert secrecy(name) <= Secrecy.RANDOM


def test_own_names_are_matched_word_by_word() -> None:
    assert names_field("X-Customer-Ref", ("customerRef",))
    assert names_field("customer_ref_2", ("customer_ref",))
    assert not names_field("customer_reference", ("customer_ref",))
    assert not names_field("anything", ("", "--"))
