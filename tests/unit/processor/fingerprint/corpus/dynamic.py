# ruff: noqa: E501
# fmt: off
"""Ruby, PHP, reports of browsers, fingerprints of the program's own."""

from tests.unit.processor.fingerprint.corpus.shapes import Event, Pair, event, message, raised

R, H = "ruby", "php"
GEM, GEM_2 = "/usr/local/bundle/gems/actionpack-7.0.4/lib/action_controller/metal.rb", "/home/u/.rbenv/versions/3.3.0/lib/ruby/gems/3.3.0/gems/actionpack-7.1.3/lib/action_controller/metal.rb"
V, V_2 = "/srv/shop/vendor/laravel/framework/src/Illuminate/Routing/Router.php", "/app/vendor/laravel/framework/src/Illuminate/Routing/Router.php"
CSP = {"effective_directive": "script-src-elem", "blocked_uri": "https://evil.example/a.js", "document_uri": "https://shop.example/cart/17"}


def csp(**fields: str) -> Event:
    return {"platform": "other", "csp": CSP | fields}


PAIRS = [
    Pair("ruby: other gem versions, server and Ruby", event(R, raised("NoMethodError", "undefined method `price' for nil:NilClass", f"-||dispatch|{GEM}", "+||block in checkout|/srv/app/controllers/cart_controller.rb|    total = cart.total(order)", "+||total|/srv/app/models/cart.rb|  lines.sum { |l| l.price }")),
         event(R, raised("NoMethodError", "undefined method 'price' for nil", f"-||ActionController::Metal#dispatch|{GEM_2}", "+||CartController#checkout|/app/app/controllers/cart_controller.rb", "+||Cart#total|/app/app/models/cart.rb|  lines.sum { |line| line.price }")), True),
    Pair("ruby: another method", event(R, raised("ZeroDivisionError", "divided by 0", "+||total|/srv/cart.rb|  sum / count")), event(R, raised("ZeroDivisionError", "divided by 0", "+||mean|/srv/cart.rb|  sum / count")), False),
    Pair("ruby: compiled template", event(R, raised("ActionView::Template::Error", "x", "+||_app_views_carts_show_html_erb___4236598124_78120|/srv/app/views/carts/show.html.erb|<%= cart.total %>")), event(R, raised("ActionView::Template::Error", "x", "+||_app_views_carts_show_html_erb__1029384756_9911|/app/app/views/carts/show.html.erb|<%= cart.total %>")), True),
    Pair("ruby: another root cause", event(R, raised("Errno::ECONNREFUSED", "Connection refused", "+||load|/s/a.rb|TCPSocket.new(host)"), raised("LoadError2", "x", "+||load|/s/a.rb|raise LoadError2")), event(R, raised("Timeout::Error", "timed out", "+||load|/s/a.rb|TCPSocket.new(host)"), raised("LoadError2", "x", "+||load|/s/a.rb|raise LoadError2")), False),
    Pair("php: other folder, framework frames, closure line", event(H, raised("App\\Exceptions\\OrderClosed", "Order 17 is closed", f"-||Illuminate\\Routing\\Router::dispatch|{V}", "+||{closure:/srv/shop/routes/web.php:12}|/srv/shop/routes/web.php|    return app(Cart::class)->total($id);", "+||App\\Cart::total|/srv/shop/app/Cart.php|        throw new OrderClosed($order);")),
         event(H, raised("App\\Exceptions\\OrderClosed", "Order 3 is closed", f"-||Illuminate\\Routing\\Router::runRoute|{V_2}", "+||{closure}|/app/routes/web.php|    return app(Cart::class)->total($id);", "+||App\\Cart::total|/app/app/Cart.php|        throw new OrderClosed($o);")), True),
    Pair("php: another method", event(H, raised("TypeError", "x", "+||App\\Cart::total|/a/Cart.php|return $a + $b;")), event(H, raised("TypeError", "x", "+||App\\Cart::taxes|/a/Cart.php|return $a + $b;")), False),
    Pair("php: anonymous class", event(H, raised("Exception", "x", "+||class@anonymous\x00/srv/a/Job.php:12$3f::handle|/srv/a/Job.php")), event(H, raised("Exception", "x", "+||class@anonymous\x00/app/a/Job.php:19$40::handle|/app/a/Job.php")), True),
    Pair("csp: another page and path", csp(), csp(document_uri="https://shop.example/", blocked_uri="https://evil.example:443/b.js"), True),
    Pair("csp: another host", csp(), csp(blocked_uri="https://ads.example/a.js"), False),
    Pair("csp: another directive", csp(), csp(effective_directive="img-src"), False),
    Pair("own fingerprint, another error", event(R, raised("A", "x"), fingerprint=["payments"]), event(R, raised("B", "y"), fingerprint=["payments"]), True),
    Pair("own fingerprint, another one", event(R, raised("A", "x"), fingerprint=["payments"]), event(R, raised("A", "x"), fingerprint=["stock"]), False),
    Pair("default and more", event(R, raised("A", "x"), fingerprint=["{{ default }}", "eu"]), event(R, raised("A", "x"), fingerprint=["{{default}}", "eu"]), True),
    Pair("default and other", event(R, raised("A", "x"), fingerprint=["{{ default }}", "eu"]), event(R, raised("A", "x"), fingerprint=["{{ default }}", "us"]), False),
    Pair("default and more, another error", event(R, raised("A", "x"), fingerprint=["{{ default }}", "eu"]), event(R, raised("B", "x"), fingerprint=["{{ default }}", "eu"]), False),
    Pair("only default", event(R, raised("A", "x"), fingerprint=["{{ default }}"]), event(R, raised("A", "x")), True),
    Pair("variables", event(R, raised("A", "x"), fingerprint=["{{ error.type }}", "{{ tags.tenant }}"], tags=[["tenant", "acme"]]), event(R, raised("A", "y"), fingerprint=["{{ type }}", "{{ tags.tenant }}"], tags={"tenant": "acme"}), True),
    Pair("variable of another value", event(R, raised("A", "x"), fingerprint=["{{ transaction }}"], transaction="/a"), event(R, raised("A", "x"), fingerprint=["{{ transaction }}"], transaction="/b"), False),
    Pair("entry that repeats the message", message(R, "order 5 lost", fingerprint=["order 5 lost"]), message(R, "order 8 lost", fingerprint=["order 8 lost"]), True),
]
