# ruff: noqa: E501
# fmt: off
"""Java and Kotlin: proxies, lambdas, causes, pools; the SDK says nothing of in-app unless configured."""

from tests.unit.processor.fingerprint.corpus.shapes import Pair, event, message, raised

P = "java"
TOMCAT = ("?|java.lang.Thread|run|Thread.java", "?|org.apache.tomcat.util.threads.TaskThread$WrappingRunnable|run|TaskThread.java",
          "?|org.springframework.web.servlet.FrameworkServlet|service|FrameworkServlet.java")
JETTY = ("?|java.lang.Thread|run|Thread.java", "?|org.eclipse.jetty.util.thread.QueuedThreadPool|runJob|QueuedThreadPool.java")
CONTROLLER = "?|com.acme.shop.CheckoutController|checkout|CheckoutController.java"
SERVICE = "?|com.acme.shop.CartService|total|CartService.java"
PROXY = ("?|com.acme.shop.CartService$$FastClassBySpringCGLIB$$8f3a2b1c|invoke|<generated>", "?|org.springframework.cglib.proxy.MethodProxy|invoke|MethodProxy.java",
         "?|com.acme.shop.CartService$$EnhancerBySpringCGLIB$$1a2b3c4d|total|<generated>")
PROXY_2 = ("?|com.acme.shop.CartService$$SpringCGLIB$$0|total|<generated>",)
REFLECT = ("?|jdk.internal.reflect.NativeMethodAccessorImpl|invoke0|NativeMethodAccessorImpl.java", "?|java.lang.reflect.Method|invoke|Method.java")
REFLECT_2 = ("?|jdk.internal.reflect.GeneratedMethodAccessor213|invoke|Unknown Source", "?|java.lang.reflect.Method|invoke|Method.java")
PARSE = ("?|java.lang.Integer|parseInt|Integer.java", "?|java.lang.NumberFormatException|forInputString|NumberFormatException.java")
SQL = raised("SQLException", "Connection refused", *TOMCAT, CONTROLLER, "?|com.acme.shop.OrderRepository|find|OrderRepository.java", "?|org.postgresql.Driver|connect|Driver.java")
SLOW = raised("SocketTimeoutException", "Read timed out", *TOMCAT, CONTROLLER, "?|com.acme.shop.OrderRepository|find|OrderRepository.java", "?|java.net.SocketInputStream|read|SocketInputStream.java")
WRAP = raised("DataAccessException", "could not load order 17", *TOMCAT, CONTROLLER, "?|com.acme.shop.OrderRepository|find|OrderRepository.java")

PAIRS = [
    Pair("other server, proxies and reflection", event(P, raised("IllegalStateException", "order 17 is closed", *TOMCAT, *REFLECT, CONTROLLER, *PROXY, SERVICE)),
         event(P, raised("IllegalStateException", "order 9 is closed", *JETTY, *REFLECT_2, CONTROLLER, *PROXY_2, SERVICE, number=30)), True),
    Pair("another method", event(P, raised("IllegalStateException", "x", *TOMCAT, CONTROLLER, SERVICE)), event(P, raised("IllegalStateException", "x", *TOMCAT, CONTROLLER, "?|com.acme.shop.CartService|taxes|CartService.java")), False),
    Pair("another caller of parseInt", event(P, raised("NumberFormatException", "For input string: \"x\"", *TOMCAT, CONTROLLER, *PARSE)), event(P, raised("NumberFormatException", "For input string: \"y\"", *TOMCAT, "?|com.acme.shop.SearchController|search|SearchController.java", *PARSE)), False),
    Pair("lambda counter", event(P, raised("NullPointerException", "x", "?|com.acme.Jobs|lambda$run$2|Jobs.java", "?|com.acme.Jobs|step|Jobs.java")), event(P, raised("NullPointerException", "x", "?|com.acme.Jobs|lambda$run$5|Jobs.java", "?|com.acme.Jobs|step|Jobs.java")), True),
    Pair("lambda class", event(P, raised("NullPointerException", "x", "?|com.acme.Jobs$$Lambda$14/0x0000000800c03000|accept", "?|com.acme.Jobs|step|Jobs.java")), event(P, raised("NullPointerException", "x", "?|com.acme.Jobs$$Lambda/0x00007f1234001000|accept", "?|com.acme.Jobs|step|Jobs.java")), True),
    Pair("anonymous class number", event(P, raised("NullPointerException", "x", "?|com.acme.Jobs$1|run|Jobs.java")), event(P, raised("NullPointerException", "x", "?|com.acme.Jobs$3|run|Jobs.java")), True),
    Pair("proxy number", event(P, raised("NullPointerException", "x", CONTROLLER, "?|com.sun.proxy.$Proxy42|find", "?|com.acme.shop.Repo|find|Repo.java")), event(P, raised("NullPointerException", "x", CONTROLLER, "?|jdk.proxy2.$Proxy117|find", "?|com.acme.shop.Repo|find|Repo.java")), True),
    Pair("same top, another cause", event(P, SQL, WRAP), event(P, SLOW, WRAP), False),
    Pair("same cause, another id", event(P, SQL, WRAP), event(P, SQL, WRAP | {"value": "could not load order 900"}), True),
    Pair("carried by a future", event(P, raised("IllegalStateException", "x", *JETTY, SERVICE), raised("ExecutionException", "java.lang.IllegalStateException: x", *TOMCAT, CONTROLLER, "?|java.util.concurrent.FutureTask|get|FutureTask.java")),
         event(P, raised("IllegalStateException", "x", "?|java.util.concurrent.ThreadPoolExecutor|runWorker|T.java", SERVICE), raised("CompletionException", "java.lang.IllegalStateException: x", *TOMCAT, CONTROLLER)), True),
    Pair("suppressed close error", event(P, raised("IOException", "close failed", SERVICE, type="suppressed", exception_id=1, parent_id=0), raised("IllegalStateException", "x", CONTROLLER, SERVICE, exception_id=0)), event(P, raised("IllegalStateException", "x", CONTROLLER, SERVICE, exception_id=0)), True),
    Pair("library call in one method: insert or update", event(P, raised("DuplicateKeyException", "x", CONTROLLER, SERVICE, "?|org.springframework.jdbc.core.JdbcTemplate|update|JdbcTemplate.java")), event(P, raised("DuplicateKeyException", "x", CONTROLLER, SERVICE, "?|org.springframework.jdbc.core.JdbcTemplate|batchUpdate|JdbcTemplate.java")), False),
    Pair("library of another version below", event(P, raised("DuplicateKeyException", "x", CONTROLLER, SERVICE, "?|org.springframework.jdbc.core.JdbcTemplate|update|J.java", "?|org.postgresql.jdbc.PgStatement|executeInternal|P.java")), event(P, raised("DuplicateKeyException", "x", CONTROLLER, SERVICE, "?|org.springframework.jdbc.core.JdbcTemplate|update|J.java", "?|org.springframework.jdbc.core.JdbcTemplate|execute|J.java", "?|com.mysql.cj.jdbc.StatementImpl|executeQuery|S.java")), True),
    Pair("kotlin coroutine number", event(P, raised("IllegalStateException", "x", "?|com.acme.Sync$load$2|invokeSuspend|Sync.kt", "?|com.acme.Api|fetch|Api.kt")), event(P, raised("IllegalStateException", "x", "?|com.acme.Sync$load$1|invokeSuspend|Sync.kt", "?|com.acme.Api|fetch|Api.kt")), True),
    Pair("stack overflow", event(P, raised("StackOverflowError", None, CONTROLLER, *["?|com.acme.Tree|depth|Tree.java", "?|com.acme.Node|depth|Node.java"] * 60)), event(P, raised("StackOverflowError", None, CONTROLLER, *["?|com.acme.Node|depth|Node.java", "?|com.acme.Tree|depth|Tree.java"] * 80)), True),
    Pair("fast throw without frames", event(P, raised("NullPointerException", None)), event(P, raised("NullPointerException", None)), True),
    Pair("logback template", message(P, "Order 17 failed for alice", "Order {} failed for {}", ["17", "alice"], threads={"values": [{"current": True, "stacktrace": {"frames": [{"module": "java.lang.Thread", "function": "run"}, {"module": "com.acme.Jobs", "function": "run"}, {"module": "ch.qos.logback.classic.Logger", "function": "error"}]}}]}),
         message(P, "Order 9 failed for bob", "Order {} failed for {}", ["9", "bob"], threads={"values": [{"current": True, "name": "pool-2", "stacktrace": {"frames": [{"module": "java.util.concurrent.FutureTask", "function": "run"}, {"module": "com.acme.Jobs", "function": "run"}, {"module": "org.slf4j.impl.X", "function": "error"}]}}]}), True),
    Pair("logback, another template of one method", message(P, "Order 17 failed", "Order {} failed", ["17"], threads={"values": [{"current": True, "stacktrace": {"frames": [{"module": "com.acme.Jobs", "function": "run"}]}}]}),
         message(P, "Order 17 skipped", "Order {} skipped", ["17"], threads={"values": [{"current": True, "stacktrace": {"frames": [{"module": "com.acme.Jobs", "function": "run"}]}}]}), False),
    Pair("javassist proxy", event(P, raised("IllegalStateException", "x", CONTROLLER, SERVICE)), event(P, raised("IllegalStateException", "x", CONTROLLER, "?|com.acme.shop.CartService_$$_jvst4a2_0|total|CartService_$$_jvst4a2_0.java", SERVICE)), True),
    Pair("weld proxy", event(P, raised("IllegalStateException", "x", CONTROLLER, SERVICE)), event(P, raised("IllegalStateException", "x", CONTROLLER, "?|com.acme.shop.CartService$Proxy$_$$_WeldClientProxy|total|CartService$Proxy$_$$_WeldClientProxy.java", SERVICE)), True),
]
