"""What `redact` does to a whole event."""

import json
from typing import Any

import pytest

from core.projects import Method
from processor.redact import removed
from tests.unit.processor.redact.events import first_frame, frame, redacted, redacted_event


def test_the_users_address_and_mail_go_and_the_rest_of_the_user_stays() -> None:
    user = {
        "id": "42",
        "username": "bob",
        "email": "bob@corp.de",
        "ip_address": "203.0.113.9",
        "geo": {"city": "Berlin"},
    }
    assert redacted({"user": user})["user"] == {
        "id": "42",
        "username": "bob",
        "email": "[email]",
        "ip_address": "[ip]",
        "geo": {"city": "Berlin"},
    }


def test_an_address_may_be_kept_and_then_stays_wherever_it_stands() -> None:
    data = redacted(
        {
            "user": {"ip_address": "203.0.113.9"},
            "message": "203.0.113.9 came through host 198.51.100.7",
            "request": {"headers": [["X-Forwarded-For", "203.0.113.9"]], "env": {"REMOTE_ADDR": "203.0.113.9"}},
        },
        keep_ip=True,
    )
    assert data["user"]["ip_address"] == "203.0.113.9"
    assert data["message"] == "203.0.113.9 came through host [ip]"
    assert data["request"] == {"headers": [["X-Forwarded-For", "203.0.113.9"]], "env": {"REMOTE_ADDR": "203.0.113.9"}}


def test_the_request_keeps_its_shape_and_loses_its_secrets() -> None:
    data = redacted(
        {
            "request": {
                "url": "https://bob:hunter22@shop.example.com/a?token=3f2a1b4c5d6e&page=2",
                "method": "POST",
                "query_string": [["token", "3f2a1b4c5d6e"], ["page", "2"]],
                "headers": [["Authorization", "Basic Ym9iOng="], ["Cookie", "a=b; c=d"], ["Accept", "*/*"]],
                "cookies": [["sid", "abc"], ["theme", "dark"]],
                "data": {"card": "4242 4242 4242 4242", "quantity": 3},
            }
        }
    )
    assert data["request"] == {
        "url": "https://bob:[password]@shop.example.com/a?token=[secret]&page=2",
        "method": "POST",
        "query_string": [["token", "[Filtered]"], ["page", "2"]],
        "headers": [["Authorization", "[Filtered]"], ["Cookie", "[Filtered]"], ["Accept", "*/*"]],
        "cookies": [["sid", "[Filtered]"], ["theme", "dark"]],
        "data": {"card": "[creditcard]", "quantity": 3},
    }


def test_source_stays_source_and_only_real_secrets_leave_it() -> None:
    source = {
        "filename": "app/login.py",
        "function": "login",
        "pre_context": [
            "def login(user, password: str = '') -> Token:",
            "    # nobody@nowhere tells",
            "    key = row['primary_key']",
        ],
        "context_line": "    return check(password, token=get_token(), host='1.2.3.4')",
        "post_context": ["STRIPE = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc'", "DB_PASSWORD = 'S3cr3t-x9'"],
    }
    kept = first_frame(redacted(frame(**source)))
    assert kept["pre_context"] == source["pre_context"]
    assert kept["context_line"] == source["context_line"]
    assert kept["post_context"] == ["STRIPE = '[secret]'", "DB_PASSWORD = '[secret]'"]


def test_a_login_in_a_list_or_a_line_of_source_loses_its_password_only() -> None:
    kept = first_frame(
        redacted(
            frame(
                vars={"auth": ["'svc'", "'Harbor-77-Mango'"], "basic_auth": ["'svc'", "None"]},
                context_line="    return get(url, auth=('svc', 'Willow-42-Fig'), login=login('user', 'password'))",
            )
        )
    )
    assert kept["vars"] == {"auth": ["'svc'", "[Filtered]"], "basic_auth": ["'svc'", "None"]}
    assert kept["context_line"] == "    return get(url, auth=('svc', '[secret]'), login=login('user', 'password'))"


def test_ids_files_and_jokes_stay_under_names_that_sound_like_secrets() -> None:
    extra = {
        "key": "0b9e6b0e-2d4c-4a6b-8f3a-1f2e3d4c5b6a",
        "job": {"key": "65cda120932761f57b215bef"},
        "secret_santa": "Bob",
        "storage_key": "img/8812/avatar.webp",
        "private_key": "/etc/ssl/private/shop.pem",
        "login_code": "required",
    }
    assert redacted({"extra": extra})["extra"] == extra


def test_headers_in_a_list_go_by_their_name_and_look() -> None:
    pairs = [["x-token", "mN4bV7cX1zL9kJ6h"], ["token", "EOF"], ["schema", "v3"]]
    assert redacted({"extra": {"headers": pairs}})["extra"]["headers"] == [
        ["x-token", "[Filtered]"],
        ["token", "EOF"],
        ["schema", "v3"],
    ]


def test_a_private_key_over_several_lines_of_source_is_removed_line_by_line() -> None:
    lines = ["KEY = '''-----BEGIN RSA PRIVATE KEY-----", "MIIEpAIBAAKCAQEAx", "-----END RSA PRIVATE KEY-----'''"]
    kept = first_frame(redacted(frame(pre_context=lines, context_line="use(KEY)", post_context=[])))
    assert kept["pre_context"] == ["KEY = '''[private key]", "[private key]", "[private key]'''"]
    assert kept["context_line"] == "use(KEY)"


def test_local_variables_are_read_by_name_and_as_text() -> None:
    kept = first_frame(
        redacted(
            frame(
                vars={
                    "password": "'hunter22'",
                    "token_count": "17",
                    "monkey": "'banana'",
                    "max_tokens": 4096,
                    "user": "<User bob@corp.de>",
                    "card": 4242424242424242,
                    "config": {"api_key": "'k3y-0f-s0m3'", "retries": 3},
                    "pin": "None",
                }
            )
        )
    )
    assert kept["vars"] == {
        "password": "[Filtered]",
        "token_count": "17",
        "monkey": "'banana'",
        "max_tokens": 4096,
        "user": "<User [email]>",
        "card": "[creditcard]",
        "config": {"api_key": "[Filtered]", "retries": 3},
        "pin": "None",
    }


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"message": "tried S3cr3t-x9! twice"},
        {"message": "GET /login?p=S3cr3t-x9%21"},
        {"tags": [["tried", "S3cr3t-x9!"]]},
        {"extra": {"S3cr3t-x9!": 1}},
        {"transaction": "/reset/S3cr3t-x9!"},
        {"breadcrumbs": {"values": [{"message": "S3cr3t-x9!", "category": "S3cr3t-x9!"}]}},
        frame(filename="/tmp/S3cr3t-x9!/a.py", context_line="p = 'S3cr3t-x9!'", function="f"),
        {"modules": {"S3cr3t-x9!": "1"}},
    ],
)
def test_a_literal_found_once_is_removed_wherever_it_stands(elsewhere: dict[str, Any]) -> None:
    data = redacted({"contexts": {"app": {"password": "S3cr3t-x9!"}}, **elsewhere})
    assert "S3cr3t" not in json.dumps(data)


def test_a_pin_code_is_a_postal_code_only_beside_a_part_of_an_address() -> None:
    data = redacted({"extra": {"door": {"pin_code": "400001"}, "shop": {"pin_code": "400002", "landmark": "Gateway"}}})
    assert data["extra"] == {"door": {"pin_code": "[Filtered]"}, "shop": {"pin_code": "400002", "landmark": "Gateway"}}


def test_a_short_or_everyday_literal_does_not_tear_holes() -> None:
    data = redacted({"extra": {"db_password": "postgres", "pin": "1234"}, "message": "postgres answered in 1234 ms"})
    assert data["message"] == "postgres answered in 1234 ms"


def test_remarks_point_at_the_stand_in() -> None:
    data = redacted({"message": "from bob@corp.de at 203.0.113.9"})
    places = [(r.path, r.rule, data["message"][r.start : r.end], r.method, r.length) for r in removed(data["_meta"])]
    assert places == [
        (("message",), "email", "[email]", Method.REPLACE, 31),
        (("message",), "ip", "[ip]", Method.REPLACE, 31),
    ]


def test_earlier_remarks_move_with_the_text_and_lose_their_copy_of_it() -> None:
    entry = {"rem": [["!limit", "s", 20, 23]], "len": 99, "val": "bob@corp.de and much more"}
    data = redacted({"message": "mail bob@corp.de now...", "_meta": {"message": {"": entry}}})
    assert data["message"] == "mail [email] now..."
    assert data["_meta"]["message"][""] == {"rem": [["!limit", "s", 16, 19], ["email", "s", 5, 12]], "len": 99}


def test_a_disabled_policy_changes_nothing_but_still_knows_the_user() -> None:
    result = redacted_event({"user": {"email": "bob@corp.de"}}, enabled=False)
    assert result.data == {"user": {"email": "bob@corp.de"}}
    assert result.user_hash is not None
    assert len(result.user_hash) == 16


def test_the_user_hash_is_the_same_for_the_same_person_and_project_and_no_other() -> None:
    bob = redacted_event({"user": {"id": "42", "ip_address": "203.0.113.9"}}).user_hash
    assert bob == redacted_event({"user": {"id": "42", "email": "bob@corp.de"}}).user_hash
    assert bob != redacted_event({"user": {"id": "43"}}).user_hash
    assert bob != redacted_event({"user": {"id": "42"}}, salt=b"other").user_hash
    assert redacted_event({"user": {"geo": {"city": "Berlin"}}}).user_hash is None
    assert redacted_event({}).user_hash is None


def test_what_the_protocol_calls_an_id_or_a_version_stays() -> None:
    data = {
        "event_id": "4111111111111111aaaaaaaaaaaaaaaa",
        "release": "shop@1.2.3.4",
        "dist": "4111111111111111",
        "platform": "python",
        "sdk": {"name": "sentry.python", "version": "2.1.0.4"},
        "modules": {"bob": "10.0.0.1"},
        "environment": "prod",
        "contexts": {
            "trace": {"trace_id": "b" * 32, "span_id": "c" * 16},
            "os": {"name": "Windows", "version": "10.0.1.2"},
        },
        "debug_meta": {"images": [{"debug_id": "123e4567-e89b-12d3-a456-426614174000"}]},
    }
    assert redacted(json.loads(json.dumps(data))) == data


def test_the_address_of_this_machine_is_nobodys_and_is_not_looked_for() -> None:
    data = redacted({"user": {"ip_address": "127.0.0.1"}, "request": {"url": "http://127.0.0.1:8085/orders"}})
    assert data["request"]["url"] == "http://127.0.0.1:8085/orders"


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({"name": "DB_PASSWORD", "value": "Kies4411"}, {"name": "DB_PASSWORD", "value": "[Filtered]"}),
        ({"type": "passport", "number": "C01X00T47"}, {"type": "passport", "number": "[national id]"}),
        ({"docType": "'DNI'", "value": "'12345678Z'"}, {"docType": "'DNI'", "value": "'[national id]'"}),
        ({"system": "phone", "value": "5551234567"}, {"system": "phone", "value": "[phone]"}),
        ({"type": "order", "number": "4512884421"}, {"type": "order", "number": "4512884421"}),
        ({"type": "token", "value": "ident42x"}, {"type": "token", "value": "ident42x"}),
        ({"name": "phone_model", "value": "SM-G991B"}, {"name": "phone_model", "value": "SM-G991B"}),
    ],
)
def test_a_field_named_value_or_number_is_read_by_the_field_beside_it(
    given: dict[str, str], left: dict[str, str]
) -> None:
    assert redacted({"extra": {"row": given}})["extra"]["row"] == left


def test_a_part_of_a_token_or_session_is_secret_where_both_names_together_are() -> None:
    data = {
        "token": {"access": "tok-mN4bV7cX1zL9", "id": "b7c1", "type": "bearer"},
        "session": {"id": "mN4bV7cX1zL9kJ6h", "started": "2024-05-13", "views": 1200},
    }
    assert redacted({"extra": data})["extra"] == {
        "token": {"access": "[Filtered]", "id": "b7c1", "type": "bearer"},
        "session": {"id": "[Filtered]", "started": "2024-05-13", "views": 1200},
    }


def test_a_field_called_text_does_not_say_that_its_digits_are_a_phone_number() -> None:
    data = {"text": "latitude 40.712776, driver 10.0.22631.3447", "note": "text me on 07700 900123"}
    assert redacted({"extra": data})["extra"] == data | {"note": "text me on [phone]"}
