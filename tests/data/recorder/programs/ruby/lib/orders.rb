# Orders: what a customer wants, and what it costs.
require_relative 'prices'

module Orders
  class OrderError < StandardError; end
  class OutOfStock < OrderError; end

  Order = Struct.new(:number, :lines, :customer)

  module_function

  def sum(order)
    order.lines.sum { |line| line[:price] * line[:quantity] }
  end

  def total(order)
    raise OrderError, "order #{order.number} has no customer" unless order.customer

    sum(order)
  end

  def average(order)
    sum(order) / order.lines.size
  end

  def greeting(order)
    "Dear #{order.customer[:name].strip}"
  end

  def net(order)
    Prices.tax(order, Prices.discount(order, sum(order)))
  end

  def parse_quantity(text)
    Integer(text.strip)
  end

  def reserve(order)
    order.lines.each do |line|
      raise OutOfStock, "only 0 of #{line[:sku]} left for order #{order.number}"
    end
  end

  def ship(order)
    raise OrderError, "cannot ship #{Object.new.inspect}"
  end

  def category_path(tree, name)
    parent = tree[name]
    raise OrderError, "category #{name} is an orphan" if parent.nil?

    [name, *category_path(tree, parent)]
  end
end
