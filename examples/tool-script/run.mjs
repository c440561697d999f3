import { runToolScript } from './service.mjs';

const { result, reports, calls, requests } = await runToolScript({ topic: 'ACME renewal', currency: 'USD' });
for (const { level, message } of result.logs) console.log(`[${level}] ${message}`);
console.log('calls:', calls.join(', '));
console.log('requests:', requests.join(', '));
for (const { title, body } of reports) console.log(`${title}\n${body}`);
console.log(result.ok ? JSON.stringify(result.value) : `${result.error.code}: ${result.error.message}`);
