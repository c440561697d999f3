import { readFileSync } from 'node:fs';
import { transformWebhooks } from './service.mjs';

const webhooks = JSON.parse(readFileSync(new URL('webhooks.json', import.meta.url), 'utf8'));
for (const { ok, value, error, logs } of await transformWebhooks(webhooks)) {
  for (const { level, message } of logs) console.log(`[${level}] ${message}`);
  if (ok) console.log(JSON.stringify(value));
  else console.log(`${error.code}: ${error.message}`);
}
