'use strict';
// Reading and writing through libraries: the same library function, called from here and from there.
const fs = require('fs');
const axios = require('axios');

exports.importCatalog = function importCatalog(text) {
  return JSON.parse(text).products;
};

exports.readCart = function readCart(cookie) {
  return JSON.parse(cookie).cart ?? [];
};

exports.loadProducts = function loadProducts(folder) {
  return fs.readFileSync(`${folder}/data/products.csv`, 'utf8').split('\n');
};

exports.loadLogo = function loadLogo(folder) {
  return fs.readFileSync(`${folder}/data/logo.svg`);
};

exports.fetchRates = async function fetchRates(port) {
  const answer = await axios.get(`http://127.0.0.1:${port}/rates`);
  return answer.data;
};
