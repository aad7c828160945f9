package com.example.shop;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.sentry.Attachment;
import io.sentry.Breadcrumb;
import io.sentry.CheckIn;
import io.sentry.CheckInStatus;
import io.sentry.Sentry;
import io.sentry.SentryLevel;
import io.sentry.logback.SentryAppender;
import io.sentry.protocol.Request;
import io.sentry.protocol.User;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Main CASE: raise one problem and let the SDK report it. `list` names the cases. */
public final class Main {
    interface Work {
        void run() throws Exception;
    }

    static final int SKEW = Integer.parseInt(System.getenv().getOrDefault("SHOP_SEED", "1"));
    static final int NUMBER = 10000 + (SKEW * 48271) % 89999;
    static final String SKU = "SKU-" + (1000 + (SKEW * 6521) % 8999);
    static final String JOB = UUID.nameUUIDFromBytes(new byte[] {(byte) SKEW}).toString();
    static final String IP = "10." + SKEW + "." + (SKEW + 17) + "." + (SKEW * 83) % 255;
    static final List<Orders.Line> LINES = List.of(new Orders.Line(SKU, 1250, SKEW));
    static final Orders.Order ORDER = new Orders.Order(NUMBER, LINES, null);
    static final Orders.Order EMPTY = new Orders.Order(NUMBER, List.of(), null);
    static final Orders.Order KNOWN =
            new Orders.Order(NUMBER, LINES, new Orders.Customer("eva@example.com", "" + NUMBER, "DE"));
    static final Orders.Order ABROAD =
            new Orders.Order(NUMBER, LINES, new Orders.Customer("eva@example.com", null, "XX"));
    static final Logger LOG = LoggerFactory.getLogger("com.example.shop.Checkout");
    static final Set<String> ONCE = Set.of("surrogate", "huge", "markup", "items", "suppressed");
    static final Set<String> UNCAUGHT = Set.of("unhandled", "unhandled-other", "thread");

    static final Map<String, Work> CASES = new LinkedHashMap<>();

    static {
        CASES.put("plain", () -> Orders.total(ORDER));
        CASES.put("bare-plain", () -> Orders.total(ORDER));
        CASES.put("bare-subclass", () -> Orders.reserve(ORDER));
        CASES.put("null-pointer", () -> Orders.greeting(ORDER));
        CASES.put("zero-division", () -> Orders.average(EMPTY));
        CASES.put("same-function-value", () -> Orders.parseQuantity(NUMBER + "x"));
        CASES.put("same-function-type", () -> Orders.parseQuantity(null));
        CASES.put("subclass", () -> Orders.reserve(ORDER));
        CASES.put("crash-in-discounts", () -> Orders.net(KNOWN));
        CASES.put("crash-in-taxes", () -> Orders.net(ABROAD));
        CASES.put("library-first", () -> Catalog.first(LINES, NUMBER));
        CASES.put("library-second", () -> Catalog.cheapest(LINES, NUMBER));
        CASES.put("number-page", () -> Orders.parsePage(NUMBER + "x"));
        CASES.put("missing-file", Catalog::loadProducts);
        CASES.put("missing-logo", Catalog::loadLogo);
        CASES.put("reflection", () -> Catalog.byReflection(SKEW == 1 ? 0 : 40, ORDER));
        CASES.put("bare-reflection", () -> Catalog.byReflection(SKEW == 1 ? 0 : 40, ORDER));
        CASES.put("bare-proxy", () -> Catalog.byProxy(SKEW > 1, ORDER));
        CASES.put("cause-refused", () -> Payments.charge(KNOWN, Payments::refusing));
        CASES.put("cause-timeout", () -> Payments.charge(KNOWN, Payments::slow));
        CASES.put("cause-deep-refused", () -> Payments.checkout(KNOWN, Payments::refusing));
        CASES.put("cause-deep-timeout", () -> Payments.checkout(KNOWN, Payments::slow));
        CASES.put("suppressed", () -> Payments.audit(ORDER));
        CASES.put("recursion", Main::recursion);
        CASES.put("recursion-endless", () -> Orders.categoryPath(Map.of("a", "b", "b", "a"), "a"));
        CASES.put("unhandled", () -> Orders.total(ORDER));
        CASES.put("unhandled-other", () -> Orders.reserve(ORDER));
        CASES.put("thread", Main::inThread);
        CASES.put("task", () -> CompletableFuture.supplyAsync(() -> Orders.total(ORDER)).get());
        CASES.put("message", Main::notShipped);
        CASES.put("message-near", Main::notPaid);
        CASES.put("message-values", Main::jobDone);
        CASES.put("log-params", Main::logPayment);
        CASES.put("log-params-near", Main::logRefund);
        CASES.put("log-formatted", Main::logDelivery);
        CASES.put("log-exception", Main::logException);
        CASES.put("scope", Main::underScope);
        CASES.put("request-get", Main::withRequest);
        CASES.put("fingerprint-plain", () -> fingerprint(List.of("shop-down"), () -> Orders.total(ORDER)));
        CASES.put("fingerprint-elsewhere", () -> fingerprint(List.of("shop-down"), () -> Orders.reserve(ORDER)));
        CASES.put("fingerprint-other", () -> fingerprint(List.of("shop-slow"), () -> Orders.total(ORDER)));
        CASES.put("fingerprint-default", () -> fingerprint(List.of("{{ default }}", "gold"), () -> Orders.total(ORDER)));
        CASES.put("emoji", () -> say("Bestellung " + NUMBER + " für Zoë 🧦🏳️‍🌈 — 株式会社 ﷽ \u202egnp.exe"));
        CASES.put("surrogate", () -> say("half a sock: \ud83e and a NUL: \0 and \033[31mred"));
        CASES.put("huge", () -> say("things: " + "long ".repeat(20000)));
        CASES.put("markup", () -> say("<img src=x onerror=alert(1)> </script><script>\"'`{{7*7}}${7*7} %s {}"));
        CASES.put("items", Main::otherItems);
    }

    static void say(String text) {
        throw new IllegalStateException(text);
    }

    static void recursion() {
        Map<String, String> tree = new HashMap<>();
        for (int i = 0; i < 12 + 9 * SKEW; i++) {
            tree.put("c" + i, "c" + (i + 1));
        }
        Orders.categoryPath(tree, "c0");
    }

    static void inThread() throws InterruptedException {
        Thread thread = new Thread(() -> Orders.total(ORDER), "worker-" + SKEW + "-" + NUMBER);
        thread.start();
        thread.join();
    }

    // These carry a stack too, so each stands in a method of its own.

    static void notShipped() {
        Sentry.captureMessage("order " + NUMBER + " was not shipped", SentryLevel.WARNING);
    }

    static void notPaid() {
        Sentry.captureMessage("order " + NUMBER + " was not paid", SentryLevel.WARNING);
    }

    static void jobDone() {
        Sentry.captureMessage("job " + JOB + " of 2026-0" + (SKEW + 2) + "-1" + SKEW + "T03:1" + SKEW + ":00Z on " + IP
                + ":54" + SKEW + "2 took " + SKEW + "." + NUMBER + "s");
    }

    static void logPayment() {
        LOG.error("payment of {} for order {} failed", NUMBER / 100.0, NUMBER);
    }

    static void logRefund() {
        LOG.error("refund of {} for order {} failed", NUMBER / 100.0, NUMBER);
    }

    static void logDelivery() {
        LOG.error("delivery " + JOB + " of order " + NUMBER + " is late");
    }

    static void logException() {
        MDC.put("session", JOB);
        LOG.info("about to total order {}", NUMBER);
        try {
            Orders.total(ORDER);
        } catch (IllegalStateException error) {
            LOG.error("could not total order {}", NUMBER, error);
        }
    }

    static void underScope() {
        Sentry.withScope(scope -> {
            scope.setTag("plan", "gold");
            scope.setTag("shard", "" + SKEW);
            User user = new User();
            user.setId("" + NUMBER);
            user.setEmail("eva" + NUMBER + "@example.com");
            user.setIpAddress(IP);
            user.setUsername("eva");
            scope.setUser(user);
            scope.setContexts("basket", Map.of("lines", List.of(SKU), "nested", Map.of("deep", List.of(1, 2.5, true))));
            scope.setExtra("note", "leave at the door");
            scope.setLevel(SentryLevel.FATAL);
            scope.setTransaction("checkout");
            Breadcrumb crumb = Breadcrumb.http("http://" + IP + "/stock", "GET", 503);
            scope.addBreadcrumb(crumb);
            scope.addBreadcrumb(new Breadcrumb("added " + SKU));
            capture(() -> Orders.total(ORDER));
        });
    }

    static void withRequest() {
        Sentry.withScope(scope -> {
            Request request = new Request();
            request.setMethod("POST");
            request.setUrl("https://shop.example/orders/" + NUMBER);
            request.setQueryString("page=" + SKEW + "&q=caf%C3%A9");
            request.setCookies("session=s" + JOB);
            request.setHeaders(Map.of("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
                    "X-Request-Id", JOB));
            request.setData(Map.of("note", "leave at the door", "password", "correct horse"));
            scope.setRequest(request);
            capture(() -> Orders.greeting(ORDER));
        });
    }

    static void fingerprint(List<String> fingerprint, Work work) {
        Sentry.withScope(scope -> {
            scope.setFingerprint(fingerprint);
            capture(work);
        });
    }

    static void otherItems() {
        var transaction = Sentry.startTransaction("close the day", "task");
        transaction.startChild("db", "select 1").finish();
        transaction.finish();
        Sentry.captureCheckIn(new CheckIn("nightly", CheckInStatus.OK));
        Sentry.logger().info("closed the day with %s orders", SKEW);
        Sentry.configureScope(scope -> scope.addAttachment(new Attachment("sku,price\n\n1,2\n".getBytes(), "products.csv")));
        capture(() -> Orders.total(ORDER));
    }

    static void capture(Work work) {
        try {
            work.run();
        } catch (Throwable error) {
            Sentry.captureException(error);
        }
    }

    static void start(String name) {
        Sentry.init(options -> {
            options.setDsn(System.getenv("SHOP_DSN"));
            options.setRelease(System.getenv("SHOP_RELEASE"));
            options.setEnvironment(System.getenv("SHOP_ENVIRONMENT"));
            options.setServerName(System.getenv("SHOP_SERVER"));
            if (!name.startsWith("bare-")) {
                options.addInAppInclude("com.example");
            }
            options.setTracesSampleRate(name.equals("items") ? 1.0 : null);
            options.getLogs().setEnabled(name.equals("items"));
        });
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        SentryAppender appender = new SentryAppender();
        appender.setContext(context);
        appender.setMinimumBreadcrumbLevel(Level.INFO);
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
    }

    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        if (name.equals("list")) {
            CASES.keySet().forEach(each -> System.out.println(ONCE.contains(each) ? each : each + " again"));
            return;
        }
        start(name);
        if (UNCAUGHT.contains(name)) {
            CASES.get(name).run();
        } else {
            capture(CASES.get(name));
        }
        Sentry.close();
    }
}
