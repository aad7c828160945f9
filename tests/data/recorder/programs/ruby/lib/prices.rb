# What is taken off a price and put on it.
module Prices
  module_function

  def discount(order, amount)
    code = order.customer[:code]
    raise ArgumentError, "bad code #{code} on order #{order.number}" if code&.match?(/\d/)

    amount
  end

  def tax(order, amount)
    country = order.customer[:country]
    raise ArgumentError, "bad country #{country} on order #{order.number}" if country == 'XX'

    amount * 119 / 100
  end
end
