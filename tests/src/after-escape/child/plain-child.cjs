'use strict';
// The child of a service that took no care: `fork`, its channel, whatever the service has.
const path = require('node:path');
const { attempt } = require(path.join(__dirname, 'engine.cjs'));

const send = process.send.bind(process);
process.on('message', ({ realm, order, code }) => {
  void attempt({ ...order, code }, (text) => send({ realm, post: text })).then(() =>
    send({ realm, report: {} }),
  );
});
send({});
