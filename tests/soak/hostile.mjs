// Codelets that attack, and the codes that may come of it. `ok` stands for a result: some attacks are harmless.

const FAST = { timeout_ms: 200 };
// Long enough that the limit and not the deadline ends it, also on a machine with much else to do.
const LIMIT = { timeout_ms: 30_000, memory_mb: 32 };

export const HOSTILE = [
  { name: 'loop', code: 'export function main() { for (;;); }', options: FAST, codes: ['TIMEOUT'] },
  {
    name: 'loop after await',
    code: 'export async function main() { await null; for (;;); }',
    options: FAST,
    codes: ['TIMEOUT'],
  },
  {
    name: 'microtask loop',
    code: 'export async function main() { for (;;) await null; }',
    options: FAST,
    codes: ['TIMEOUT'],
  },
  {
    name: 'never settles',
    code: 'console.log("here"); export const main = () => new Promise(() => {});',
    options: { timeout_ms: 60 },
    codes: ['TIMEOUT'],
  },
  {
    name: 'loop in a getter of the result',
    code: 'export const main = () => ({ get a() { for (;;); } });',
    options: FAST,
    codes: ['TIMEOUT'],
  },
  {
    name: 'heap bomb',
    code: 'export function main() { const kept = []; for (;;) kept.push({ a: kept.length, b: [kept.length] }); }',
    options: LIMIT,
    codes: ['MEMORY_LIMIT'],
    needs: 'memory',
  },
  {
    name: 'typed array bomb',
    code: 'export function main() { const kept = []; for (;;) kept.push(new Uint8Array(4 << 20).fill(1)); }',
    options: LIMIT,
    codes: ['MEMORY_LIMIT'],
    needs: 'memory',
  },
  {
    name: 'string bomb',
    code: 'export function main() { const kept = []; for (let n = 0; ; n += 1) kept.push("x".repeat(1 << 20) + n, JSON.stringify([n, "y".repeat(1 << 20)])); }',
    options: LIMIT,
    codes: ['MEMORY_LIMIT'],
    needs: 'memory',
  },
  {
    name: 'deep recursion',
    code: 'export function main() { const down = () => down() + 1; return down(); }',
    codes: ['RUNTIME_ERROR'],
  },
  {
    name: 'process.exit',
    code: 'export const main = () => process.exit(0);',
    codes: ['POLICY_VIOLATION'],
  },
  {
    name: 'process by a foreign Function',
    code: 'export const main = () => main.constructor("return process")().abort();',
    codes: ['POLICY_VIOLATION'],
  },
  {
    name: 'process by an error of the host',
    code: `export async function main({ n }, helpers) {
      const found = [];
      const look = (value) => { try { const F = value.constructor.constructor; const p = F('return process')(); p.abort(); found.push(1); } catch {} };
      for (const value of [helpers, helpers.logger, helpers.logger.info, console.log, setTimeout, globalThis]) look(value);
      try { const down = () => { try { console.log('x'); } catch (e) { look(e); } down(); }; down(); } catch (e) { look(e); }
      try { await Promise.reject(Object.defineProperty({}, 'then', { get() { throw new Error('x'); } })); } catch (e) { look(e); }
      return found.length;
    }`,
    options: { timeout_ms: 5000 },
    codes: ['ok', 'TIMEOUT', 'RUNTIME_ERROR'],
    value: 0,
  },
  {
    name: 'pollution',
    code: `Object.prototype.polluted = 'polluted'; Array.prototype.polluted = 'polluted'; String.prototype.polluted = 'polluted';
      Object.prototype.toJSON = () => 'polluted'; Array.prototype.map = () => ['polluted']; Promise.prototype.then = () => {};
      globalThis.left = 'polluted'; JSON.stringify = () => '"polluted"'; Map.prototype.get = () => 'polluted';
      export const main = () => 'done';`,
    codes: ['ok', 'RUNTIME_ERROR'],
  },
  {
    name: 'log flood',
    code: 'export function main() { for (let n = 0; n < 20_000; n += 1) console.log("flood", n); return "flooded"; }',
    options: { timeout_ms: 20_000 },
    codes: ['ok'],
    value: 'flooded',
    check: ({ logs, stats }) => logs.length === 100 && stats.logs_dropped === 19_900,
  },
  {
    name: 'rejection that nobody handles',
    code: 'export function main() { Promise.reject(new Error("nobody")); new Promise(() => { throw 1; }); return "still here"; }',
    codes: ['ok'],
    value: 'still here',
  },
  {
    name: 'huge result',
    code: 'export const main = () => "x".repeat(3 << 20);',
    codes: ['OUTPUT_LIMIT'],
  },
  {
    name: 'result that cannot cross',
    code: 'export const main = () => ({ f() {} });',
    codes: ['INVALID_OUTPUT'],
  },
  {
    name: 'forged code',
    code: 'export const main = () => { throw Object.assign(new Error("Timed out"), { name: "TIMEOUT", code: "TIMEOUT", fault: "time", ok: true }); };',
    codes: ['RUNTIME_ERROR'],
  },
  { name: 'no module', code: 'export const main = (', codes: ['SYNTAX_ERROR'] },
];
