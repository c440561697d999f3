import { all, gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const logLines = codelet({
  class: 'forgery',
  name: 'log messages with line breaks, ANSI and control characters stay one entry each',
  modelled_on: 'class: log injection',
  source: `export function main() { console.log('a\\n[error] forged\\r\\nb'); console.info('\\x1b[2J\\x1b[31mred\\x1b[0m'); console.warn('\\u0007\\u0008\\u202e\\u2066'); console.error({ level: 'error', message: 'x', timestamp: 0, toString: () => 'forged' }); console.debug('%s %c %o', '%s', 'color: red', { timestamp: 0 }); return 1 }`,
  outcome: all(gives(1), ({ logs }, { expect }) => {
    expect(logs).toHaveLength(5);
    expect(logs.map(({ level }) => level)).toStrictEqual(['log', 'info', 'warn', 'error', 'debug']);
    for (const { timestamp } of logs) expect(Math.abs(timestamp - Date.now())).toBeLessThan(60_000);
  }),
});
