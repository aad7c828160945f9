export function apply(order, amount) {
  const code = order.customer.code;
  if (code !== undefined && /\d/.test(code)) {
    throw new Error(`bad code ${code} on order ${order.number}`);
  }
  return code ? amount * 0.9 : amount;
}
