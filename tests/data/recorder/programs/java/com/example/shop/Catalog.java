package com.example.shop;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;

/** The same library function, called from here and from there. */
public final class Catalog {
    public static String loadProducts() throws IOException {
        return Files.readString(Path.of("data/products.csv").toAbsolutePath());
    }

    public static String loadLogo() throws IOException {
        return Files.readString(Path.of("data/logo.svg").toAbsolutePath());
    }

    public static Object first(java.util.List<?> list, int index) {
        return list.get(index);
    }

    public static Object cheapest(java.util.List<?> list, int index) {
        return list.get(index);
    }

    /** Reflection inflates: after some calls the JDK replaces its accessor frames by generated ones. */
    public static void byReflection(int warmUp, Orders.Order order) throws Exception {
        var method = Orders.class.getMethod("total", Orders.Order.class);
        for (int i = 0; i < warmUp; i++) {
            try {
                method.invoke(null, order);
            } catch (InvocationTargetException expected) {
                continue;
            }
        }
        method.invoke(null, order);
    }

    interface Counter {
        int count(Orders.Order order);
    }

    interface Other {}

    /** The JDK numbers the classes of proxies as they are made: here a crash goes through the first or the second. */
    public static void byProxy(boolean anotherFirst, Orders.Order order) {
        var loader = Catalog.class.getClassLoader();
        if (anotherFirst) {
            Proxy.newProxyInstance(loader, new Class<?>[] {Other.class}, (proxy, method, arguments) -> null);
        }
        Counter counter = (Counter) Proxy.newProxyInstance(loader, new Class<?>[] {Counter.class},
                (proxy, method, arguments) -> Orders.total((Orders.Order) arguments[0]));
        counter.count(order);
    }

    private Catalog() {}
}
