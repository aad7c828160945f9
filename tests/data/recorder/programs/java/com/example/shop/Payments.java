package com.example.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/** Money comes in, or does not. */
public final class Payments {
    public interface Gateway {
        void charge(Orders.Order order) throws IOException;
    }

    public static class PaymentException extends RuntimeException {
        public PaymentException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    public static class GatewayTimeout extends IOException {
        public GatewayTimeout(String message) {
            super(message);
        }
    }

    public static void charge(Orders.Order order, Gateway gateway) {
        try {
            gateway.charge(order);
        } catch (IOException error) {
            throw new PaymentException("could not charge order " + order.number(), error);
        }
    }

    public static void checkout(Orders.Order order, Gateway gateway) {
        try {
            charge(order, gateway);
        } catch (PaymentException error) {
            throw new IllegalStateException("checkout of " + order.number() + " stopped", error);
        }
    }

    public static void refusing(Orders.Order order) throws IOException {
        new Socket("127.0.0.1", 7000 + order.number() % 50).close();
    }

    public static void slow(Orders.Order order) throws IOException {
        throw new GatewayTimeout("no answer for order " + order.number() + " after " + order.number() % 7 + ".2s");
    }

    /** Fails, and fails again while closing. */
    public static void audit(Orders.Order order) {
        try (AutoCloseable ledger = () -> { throw new IOException("ledger " + order.number() + " is stuck"); }) {
            Orders.total(order);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } catch (RuntimeException error) {
            throw error;
        } catch (Exception error) {
            throw new IllegalStateException(error);
        }
    }

    private Payments() {}
}
