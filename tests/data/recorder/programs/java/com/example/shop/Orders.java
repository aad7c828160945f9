package com.example.shop;

import java.util.List;
import java.util.Map;

/** What a customer wants, and what it costs. */
public final class Orders {
    // AGAIN: static final Runnable NOTHING = () -> { };

    public record Line(String sku, int price, int quantity) {}

    public record Customer(String email, String code, String country) {}

    public record Order(int number, List<Line> lines, Customer customer) {}

    public static class OutOfStockException extends IllegalStateException {
        public OutOfStockException(String message) {
            super(message);
        }
    }

    public static int total(Order order) {
        if (order.customer() == null) {
            throw new IllegalStateException("order " + order.number() + " has no customer");
        }
        return sum(order);
    }

    static int sum(Order order) {
        return order.lines().stream().mapToInt(line -> line.price() * line.quantity()).sum();
    }

    public static int average(Order order) {
        return sum(order) / order.lines().size();
    }

    public static String greeting(Order order) {
        return "Dear " + order.customer().email().toLowerCase();
    }

    public static int net(Order order) {
        return Taxes.apply(order, Discounts.apply(order, sum(order)));
    }

    public static int parseQuantity(String text) {
        return Integer.parseInt(text.strip());
    }

    public static int parsePage(String text) {
        return Integer.parseInt(text) - 1;
    }

    public static void reserve(Order order) {
        order.lines().forEach(line -> {
            throw new OutOfStockException("only 0 of " + line.sku() + " left for order " + order.number());
        });
    }

    public static String categoryPath(Map<String, String> tree, String name) {
        String parent = tree.get(name);
        if (parent == null) {
            throw new IllegalStateException("category " + name + " is an orphan");
        }
        return name + "/" + categoryPath(tree, parent);
    }

    private Orders() {}
}
