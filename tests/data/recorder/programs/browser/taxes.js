export function apply(order, amount) {
  const country = order.customer.country;
  if (country === 'XX') {
    throw new Error(`bad country ${country} on order ${order.number}`);
  }
  return amount * 1.19;
}
