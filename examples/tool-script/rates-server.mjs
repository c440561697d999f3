// Stands for a service somewhere else that wants a key.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

/** A server on this machine that gives exchange rates to those who know its key. */
export async function startRatesServer() {
  const key = randomUUID();
  const requests = [];
  const server = createServer((request, response) => {
    const is_known = request.headers.authorization === `Bearer ${key}`;
    requests.push(`${request.method} ${request.url} ${is_known ? 'with the key' : 'without the key'}`);
    response.writeHead(is_known ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(is_known ? { base: 'EUR', rates: { USD: 1.25, GBP: 0.8 } } : {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    key,
    requests,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
