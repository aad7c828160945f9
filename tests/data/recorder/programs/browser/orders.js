// Orders in the browser: what the page computes before it asks the server.
import { apply as applyDiscount } from './discounts.js';
import { apply as applyTax } from './taxes.js';

export class OutOfStock extends Error {
  name = 'OutOfStock';
}

function priceOf(line) {
  return line.price * line.quantity;
}

export function total(order) {
  const amount = order.lines.reduce((sum, line) => sum + priceOf(line), 0);
  if (!order.customer) {
    throw new Error(`order ${order.number} has no customer`);
  }
  return amount;
}

export function net(order) {
  const amount = order.lines.reduce((sum, line) => sum + priceOf(line), 0);
  return applyTax(order, applyDiscount(order, amount));
}

export function greeting(order) {
  return `Dear ${order.customer.name.trim()}`;
}

export function countShelf(shelves, sku) {
  return shelves[sku].length;
}

export function parseQuantity(value) {
  const text = value.trim();
  if (!/^\d+$/.test(text)) {
    throw new RangeError(`quantity ${text} is not a number`);
  }
  return Number(text);
}

export function reserve(order) {
  throw new OutOfStock(`only 0 of ${order.lines[0].sku} left for order ${order.number}`);
}

export function categoryPath(tree, name) {
  const parent = tree[name];
  if (parent === null) {
    throw new Error(`category ${name} is an orphan`);
  }
  return [name, ...categoryPath(tree, parent)];
}

export async function remind(order) {
  await new Promise((resolve) => setTimeout(resolve, 1));
  return total(order);
}

export function importCatalog(text) {
  return JSON.parse(text).products;
}

export function readCart(cookie) {
  return JSON.parse(cookie).cart ?? [];
}

export function highlight(selector) {
  return document.querySelector(selector).classList.add('hot');
}

export function remember(order) {
  localStorage.setItem(`order-${order.number}`, 'x'.repeat(20_000_000));
}

export async function charge(order, gateway) {
  try {
    return await gateway(order);
  } catch (error) {
    throw new Error(`could not charge order ${order.number}`, { cause: error });
  }
}

export async function refusingGateway(order) {
  return fetch(`http://127.0.0.1:${7000 + (order.number % 50)}/charge/${order.number}`);
}

export async function slowGateway(order) {
  throw new DOMException(`no answer for order ${order.number} after ${order.number % 7}.2s`, 'TimeoutError');
}
