'use strict';
const { OrderError } = require('./orders');

class PaymentError extends OrderError {
  constructor(message, options) {
    super(message, options);
    this.name = 'PaymentError';
  }
}

async function charge(order, gateway) {
  try {
    return await gateway(order);
  } catch (error) {
    throw new PaymentError(`could not charge order ${order.number}`, { cause: error });
  }
}

async function refusingGateway(order) {
  const error = new Error(`connect ECONNREFUSED 127.0.0.1:${order.number % 60000}`);
  error.code = 'ECONNREFUSED';
  throw error;
}

class GatewayTimeout extends Error {
  name = 'GatewayTimeout';
}

async function slowGateway(order) {
  throw new GatewayTimeout(`no answer for order ${order.number} after ${order.number % 7}.2s`);
}

module.exports = { PaymentError, charge, refusingGateway, slowGateway };
