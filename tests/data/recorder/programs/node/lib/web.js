'use strict';
// The shop's pages, on Express.
const express = require('express');
const orders = require('./orders');
const catalog = require('./catalog');

exports.makeApp = function makeApp(addErrorHandler) {
  const app = express();
  app.use(express.json());
  app.use(express.text());
  app.get('/orders/:number', (request, response) => {
    response.send(String(orders.total({ number: request.params.number, lines: [] })));
  });
  app.post('/orders/:number', (request, response) => {
    response.send(orders.greeting({ number: request.params.number, customer: request.body }));
  });
  app.post('/import', function importProducts(request, response) {
    response.send(catalog.importCatalog(request.body));
  });
  addErrorHandler(app);
  return app;
};
