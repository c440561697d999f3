import { cleanRows, readRows } from './service.mjs';

const { ok, value, error, logs } = await cleanRows(readRows());
for (const { level, message } of logs) console.log(`[${level}] ${message}`);
if (!ok) throw new Error(`${error.code}: ${error.message}`);
for (const row of value.rows) console.log(JSON.stringify(row));
console.log('sign-ups by month:', JSON.stringify(value.signups), 'dropped:', value.dropped);
