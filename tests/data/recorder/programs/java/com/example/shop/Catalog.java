package com.example.shop;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
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

    private Catalog() {}
}
