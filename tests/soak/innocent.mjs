// Codelets whose value is a function of their input, and whose logs are known: what is lost, altered, or another's
// shows. Each says what it gives.

const word = (n) => `run ${n}`;

export const INNOCENT = [
  {
    name: 'adds',
    code: 'export const main = ({ n }, { logger }) => { logger.info("n", n); return n + 1; }',
    value: (n) => n + 1,
    logs: (n) => [`n ${n}`],
  },
  {
    name: 'awaits',
    code: `export async function main({ n, word }) {
      console.log(word); await null; console.warn(n); await new Promise((r) => setTimeout(r, 1)); return { n, word: word + '!' }; }`,
    value: (n) => ({ n, word: `${word(n)}!` }),
    logs: (n) => [word(n), String(n)],
  },
  {
    name: 'reads what a predecessor may have left',
    code: `const seen = [typeof globalThis.left, typeof {}.polluted, [].polluted, 'x'.polluted, Object.keys(globalThis).includes('left')];
      globalThis.left = 'mine';
      export default ({ n, list }) => ({ seen: seen.map(String), n, sum: list.reduce((a, b) => a + b, 0) })`,
    value: (n) => ({
      seen: ['undefined', 'undefined', 'undefined', 'undefined', 'false'],
      n,
      sum: 3 * n + 3,
    }),
    logs: () => [],
  },
  {
    name: 'carries rich values',
    code: 'export const main = ({ n, map, bytes }) => ({ n, map: new Map([...map, ["more", n]]), bytes: bytes.map((b) => 255 - b) })',
    value: (n) => ({ n, map: new Map([['n', n], ['more', n]]), bytes: new Uint8Array([255 - (n & 255), 255 - ((n >> 8) & 255)]) }), // prettier-ignore
    logs: () => [],
  },
  {
    name: 'throws its own',
    code: 'export function main({ n }) { console.error("about to", n); throw Object.assign(new TypeError("no " + n), { code: "E" + n }); }',
    failure: (n) => ({
      code: 'RUNTIME_ERROR',
      message: `no ${n}`,
      name: 'TypeError',
      details: { code: `E${n}` },
    }),
    logs: (n) => [`about to ${n}`],
  },
];

export const inputOf = (n) => ({
  n,
  word: word(n),
  list: [n, n + 1, n + 2],
  map: new Map([['n', n]]),
  bytes: new Uint8Array([n & 255, (n >> 8) & 255]),
});
