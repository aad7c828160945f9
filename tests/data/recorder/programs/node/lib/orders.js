'use strict';
// Orders: what a customer wants, and what it costs.
const discounts = require('./discounts');
const taxes = require('./taxes');
const stock = require('./stock');

class OrderError extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = 'OrderError';
  }
}

class OutOfStock extends OrderError {
  constructor(message) {
    super(message);
    this.name = 'OutOfStock';
  }
}

function priceOf(line) {
  return line.price * line.quantity;
}

function total(order) {
  const amount = order.lines.reduce((sum, line) => sum + priceOf(line), 0);
  if (!order.customer) {
    throw new Error(`order ${order.number} has no customer`);
  }
  return amount;
}

function net(order) {
  const amount = order.lines.reduce((sum, line) => sum + priceOf(line), 0);
  return taxes.apply(order, discounts.apply(order, amount));
}

function greeting(order) {
  return `Dear ${order.customer.name.trim()}`;
}

function parseQuantity(value) {
  const text = value.trim();
  if (!/^\d+$/.test(text)) {
    throw new RangeError(`quantity ${text} is not a number`);
  }
  return Number(text);
}

function reserve(order) {
  for (const line of order.lines) {
    if (!stock.take(line.sku, line.quantity)) {
      throw new OutOfStock(`only ${stock.left(line.sku)} of ${line.sku} left for order ${order.number}`);
    }
  }
}

function categoryPath(tree, name) {
  const parent = tree[name];
  if (parent === null) {
    throw new Error(`category ${name} is an orphan`);
  }
  return [name, ...categoryPath(tree, parent)];
}

async function remind(order) {
  await new Promise((resolve) => setTimeout(resolve, 1));
  return total(order);
}

module.exports = { OrderError, OutOfStock, total, net, greeting, parseQuantity, reserve, categoryPath, remind };
