"""Which code is the user's own, where the SDK does not say."""

import pytest

from processor.enrich.in_app import is_in_app, mark_frames


def judged(platform: str, path: str = "", module: str = "", function: str = "", package: str = "") -> bool:
    return is_in_app(platform, path, "", module, function, package)


@pytest.mark.parametrize(
    ("platform", "path"),
    [
        ("python", "/srv/app/.venv/lib/python3.11/site-packages/django/core.py"),
        ("python", "/usr/lib/python3/dist-packages/requests/api.py"),
        ("python", "/usr/lib/python3.11/json/decoder.py"),
        ("python", "C:\\Python311\\Lib\\json\\decoder.py"),
        ("python", "<frozen importlib._bootstrap>"),
        ("node", "/app/node_modules/express/lib/router.js"),
        ("node", "node_modules/express/index.js"),
        ("node", "node:internal/process/task_queues"),
        ("node", "internal/modules/cjs/loader.js"),
        ("javascript", "webpack:///./node_modules/react/index.js"),
        ("javascript", "webpack:///webpack/bootstrap"),
        ("javascript", "https://a.example/node_modules/vue/vue.js"),
        ("javascript", "chrome-extension://abc/inject.js"),
        ("javascript", "[native code]"),
        ("ruby", "/usr/local/bundle/gems/rack-3.0/lib/rack.rb"),
        ("ruby", "/usr/lib/ruby/3.1.0/json/common.rb"),
        ("ruby", "<internal:kernel>"),
        ("go", "/usr/local/go/src/net/http/server.go"),
        ("go", "/home/ci/go/pkg/mod/github.com/gin-gonic/gin@v1.9.1/context.go"),
        ("native", "/rustc/9fc6b43126/library/std/src/panicking.rs"),
        ("native", "/home/me/.cargo/registry/src/index/tokio-1.2/src/lib.rs"),
        ("php", "/var/www/vendor/symfony/http-kernel/HttpKernel.php"),
        ("php", "[internal]"),
        ("native", "/lib/x86_64-linux-gnu/libc.so.6"),
        ("perl", "/usr/share/perl/5.36/Carp.pm"),
        ("dart", "package:flutter/src/widgets/framework.dart"),
    ],
)
def test_paths_of_libraries(platform: str, path: str) -> None:
    assert not judged(platform, path)


@pytest.mark.parametrize(
    ("platform", "path"),
    [
        ("python", "/srv/app/shop/orders.py"),
        ("python", "/home/me/python/shop/orders.py"),
        ("node", "/app/lib/orders.js"),
        ("javascript", "https://shop.example/static/app.js"),
        ("javascript", "/lib/shop.js"),
        ("javascript", "webpack:///./src/components/Cart.tsx"),
        ("javascript", "app:///src/internal/orders.js"),
        ("ruby", "/srv/shop/app/models/order.rb"),
        ("go", "/srv/shop/orders/orders.go"),
        ("php", "/var/www/src/Controller/CartController.php"),
        ("native", "src/orders.rs"),
    ],
)
def test_paths_of_programs(platform: str, path: str) -> None:
    assert judged(platform, path)


@pytest.mark.parametrize(
    ("platform", "module", "function"),
    [
        ("java", "java.util.HashMap", "get"),
        ("java", "org.springframework.web.servlet.DispatcherServlet", "doDispatch"),
        ("java", "kotlin.collections.CollectionsKt", "first"),
        ("csharp", "System.Linq.Enumerable", "First"),
        ("csharp", "Microsoft.AspNetCore.Mvc.ControllerBase", "Ok"),
        ("go", "net/http", "(*conn).serve"),
        ("go", "runtime", "gopanic"),
        ("native", "", "core::panicking::panic_fmt"),
        ("native", "", "<alloc::boxed::Box<F,A> as core::ops::function::FnOnce<Args>>::call_once"),
        ("native", "", "__libc_start_main"),
        ("native", "", "<unknown>"),
    ],
)
def test_names_of_libraries(platform: str, module: str, function: str) -> None:
    assert not judged(platform, module=module, function=function)


@pytest.mark.parametrize(
    ("platform", "module", "function"),
    [
        ("java", "com.example.shop.Orders", "total"),
        ("java", "javatime.shop.Orders", "total"),
        ("csharp", "SystemShop.Orders", "Total"),
        ("go", "main", "main"),
        ("go", "example.com/shop/orders", "Total"),
        ("native", "", "shop::orders::total"),
        ("python", "json.mine", "x"),
    ],
)
def test_names_of_programs(platform: str, module: str, function: str) -> None:
    assert judged(platform, module=module, function=function)


def test_system_images_are_not_the_users_own() -> None:
    assert not judged("cocoa", package="/System/Library/Frameworks/UIKit.framework/UIKit")
    assert judged("cocoa", package="/private/var/containers/Bundle/Application/X/Shop.app/Shop")


def test_the_sdks_word_counts_and_every_stack_is_marked() -> None:
    frame = {"module": "java.util.List"}
    event = {
        "platform": "java",
        "exception": {"values": [{"stacktrace": {"frames": [{**frame, "in_app": True}, dict(frame)]}}, {"type": "E"}]},
        "threads": {"values": [{"stacktrace": {"frames": [{"module": "shop.Orders"}]}}]},
        "stacktrace": {"frames": [{"platform": "python", "module": "java.util.List"}]},
    }
    mark_frames(event)
    frames = event["exception"]["values"][0]["stacktrace"]["frames"]  # type: ignore[index]
    assert [frame["in_app"] for frame in frames] == [True, False]
    assert event["threads"]["values"][0]["stacktrace"]["frames"][0]["in_app"] is True  # type: ignore[index]
    assert event["stacktrace"]["frames"][0]["in_app"] is True  # type: ignore[index]
