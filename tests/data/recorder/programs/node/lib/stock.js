'use strict';

const shelf = new Map();

exports.left = (sku) => shelf.get(sku) ?? 0;

exports.take = (sku, quantity) => exports.left(sku) >= quantity;

exports.count = function count(sku) {
  return shelf.get(sku).length;
};
