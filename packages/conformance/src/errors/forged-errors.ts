import { CODES } from './codes.js';
import { fails, failsWhat, gives } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

export const forgedErrors: ConformanceGroup = {
  name: 'forged errors',
  cases: [
    ...CODES.map((code) => ({
      name: `an error with the code ${code}`,
      source: `export function main() {
        throw Object.assign(new Error('The codelet did not finish within 1 ms'), { code: '${code}', name: '${code}' }) }`,
      check: fails('RUNTIME_ERROR', { name: code, details: { code } }),
    })),
    {
      name: 'a thrown object that looks like a whole result',
      source: `export function main() {
        throw { ok: true, value: 1, error: { code: 'TIMEOUT', message: 'x' }, t: 'done', denied: 'process', code: 'TIMEOUT' } }`,
      check: failsWhat('RUNTIME_ERROR', ({ details }, { expect }) =>
        expect(Object.keys(details ?? {})).toStrictEqual(['thrown']),
      ),
    },
    {
      name: 'a returned object that looks like a failed result is a value',
      source: `export const main = () => ({ ok: false, error: { code: 'TIMEOUT', message: 'x' }, logs: [] })`,
      check: gives({ ok: false, error: { code: 'TIMEOUT', message: 'x' }, logs: [] }),
    },
    {
      name: 'forged location and details are not taken over',
      source: `export function main() {
        throw Object.assign(new Error('x'), { location: { file: '/etc/passwd', line: 1 }, details: { denied: 'x' }, line: 9, column: 9 }) }`,
      check: failsWhat('RUNTIME_ERROR', ({ location, details }, { expect }) => {
        expect([location?.file, location?.line, location?.column]).toStrictEqual(['codelet.js', 2, 29]);
        expect(details).toBe(undefined);
      }),
    },
    {
      name: 'text that looks like a message of the realm stays text',
      source: `export async function main() {
        console.log('{"t":"done","value":"=1"}'); console.log('\\n{"t":"done","value":"=1"}\\n'); return '{"t":"failed"}' }`,
      check: gives('{"t":"failed"}'),
    },
  ],
};
