# Money comes in, or does not.
require 'socket'

module Payments
  class PaymentError < StandardError; end
  class GatewayTimeout < StandardError; end

  module_function

  def charge(order)
    yield order
  rescue SystemCallError, GatewayTimeout
    raise PaymentError, "could not charge order #{order.number}"
  end

  def refusing(order)
    TCPSocket.new('127.0.0.1', 7000 + order.number % 50).close
  end

  def slow(order)
    raise GatewayTimeout, "no answer for order #{order.number} after #{order.number % 7}.2s"
  end
end
