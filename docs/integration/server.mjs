// A small service around a runner: POST /run, GET /healthz, GET /metrics. Ends in order on SIGTERM.
import { createServer } from 'node:http';
import { createCodeletRunner } from '@codelets/runner';
import { countRuns } from './metrics.mjs';

const MAXIMUM_BODY_BYTES = 2 * 1024 * 1024;
const { PORT = '8080', MAX_HOSTS = '4', MEMORY_MB = '64', TIMEOUT_MS = '2000' } = process.env;

const runner = createCodeletRunner({
  timeout_ms: Number(TIMEOUT_MS),
  memory_mb: Number(MEMORY_MB),
  // What a large source costs, the service itself pays: it is compiled there.
  max_source_bytes: 128 * 1024,
  // Short: a caller who waits long gives up anyway, and the queue says so in the metrics.
  pool: { max_hosts: Number(MAX_HOSTS), min_ready: 1, max_queue: 100, queue_timeout_ms: 2000 },
});
const metrics = countRuns(runner);

const server = createServer((request, response) => {
  answer(request).then(
    ([status, type, text]) => response.writeHead(status, { 'content-type': type }).end(text),
    () => response.writeHead(400, { 'content-type': 'text/plain' }).end('bad request\n'),
  );
});

async function answer(request) {
  if (request.url === '/healthz') return [200, 'text/plain', 'ok\n'];
  if (request.url === '/metrics') return [200, 'text/plain; version=0.0.4', metrics()];
  if (request.url !== '/run' || request.method !== 'POST') return [404, 'text/plain', 'not found\n'];
  const { code, input } = JSON.parse(await readBody(request));
  const { ok, value, error, logs } = await runner.run({ type: 'string', code }, { input });
  // What JSON cannot carry (a Map, a BigInt, a cycle) is this service's to decide on.
  return [200, 'application/json', JSON.stringify({ ok, value, error, logs })];
}

async function readBody(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > MAXIMUM_BODY_BYTES) throw new Error('body too large');
  }
  return text;
}

async function shutDown() {
  server.close();
  server.closeIdleConnections();
  // Runs under way get their answer; dispose() would abort them. At the latest they end at their deadline.
  while (runner.stats().running > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await runner.dispose();
}

process.once('SIGTERM', shutDown);
process.once('SIGINT', shutDown);
server.listen(Number(PORT), () => process.stdout.write(`listening on ${server.address().port}\n`));
