// What the packed runner has to do on every Node version. Plain JavaScript that Node 18 reads; run by
// exercise.mjs and exercise.cjs. Each check prints `ok NAME` or `not ok NAME: REASON`.
'use strict';
const assert = require('node:assert/strict');

const string = (code) => ({ type: 'string', code });

const hello = string(`
export async function main(input, { logger }) {
  logger.info('Processing', input);
  return { result: input.value * 2 };
}`);

const endless = string('export function main() { console.log("before"); for (;;) {} }');

const checks = {
  async 'runs a codelet'({ runCodelet }) {
    const result = await runCodelet(hello, { input: { value: 21 } });
    assert.deepEqual(result.error, undefined);
    assert.deepEqual(result.value, { result: 42 });
  },
  async 'captures logs'({ runCodelet }) {
    const { logs } = await runCodelet(hello, { input: { value: 1 } });
    assert.equal(logs.length, 1);
    assert.equal(logs[0].level, 'info');
    assert.match(logs[0].message, /^Processing .*value.*1/);
  },
  async 'stops a loop at the deadline'({ runCodelet }) {
    const result = await runCodelet(endless, { timeout_ms: 300 });
    assert.equal(result.error?.code, 'TIMEOUT');
    assert.deepEqual(
      result.logs.map(({ message }) => message),
      ['before'],
    );
  },
  async 'says where a codelet failed'({ runCodelet }) {
    const result = await runCodelet(string('export function main() {\n  throw new TypeError("no");\n}'), {});
    assert.equal(result.error?.code, 'RUNTIME_ERROR');
    assert.equal(result.error.location?.line, 2);
  },
  async 'gives nothing away'({ runCodelet }) {
    const result = await runCodelet(string('export const main = () => require("fs");'), {});
    assert.equal(result.error?.code, 'POLICY_VIOLATION');
  },
  async 'carries rich values'({ runCodelet }) {
    const input = { at: new Date(0), ids: new Set([1n]), bytes: new Uint8Array([1, 2]) };
    const { value } = await runCodelet(string('export const main = (input) => input;'), { input });
    assert.deepEqual(value, input);
  },
  async 'has a runner that is disposed'({ createCodeletRunner }) {
    const runner = createCodeletRunner({ timeout_ms: 5000 });
    const result = await runner.run(hello, { input: { value: 2 } });
    assert.equal(result.ok, true);
    await runner.dispose();
    await assert.rejects(async () => {
      const late = await runner.run(hello, { input: { value: 2 } });
      if (!late.ok) throw new Error(late.error.code);
    });
  },
  async 'runs in a thread'({ createCodeletRunner, vm2 }) {
    const runner = createCodeletRunner({ sandbox: vm2({ isolation: 'thread' }) });
    const result = await runner.run(hello, { input: { value: 3 } });
    await runner.dispose();
    assert.deepEqual(result.value, { result: 6 });
  },
  async 'runs in the sandboxes that need no binary'({ createCodeletRunner, quickjs, nodeVm }) {
    const late = string('export const main = (n) => new Promise((done) => setTimeout(done, 5, n + 1));');
    for (const isolation of ['thread', 'process']) {
      for (const sandbox of [quickjs({ isolation }), nodeVm({ isolation, trust: 'trusted' })]) {
        const runner = createCodeletRunner({ sandbox, timeout_ms: 5000 });
        const { value, error, stats } = await runner.run(late, { input: 1 });
        await runner.dispose();
        assert.deepEqual([stats.sandbox, error, value], [stats.sandbox, undefined, 2]);
      }
    }
  },
};

exports.runChecks = async function runChecks(modules) {
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check(modules);
      console.log(`ok ${name}`);
    } catch (error) {
      console.log(`not ok ${name}: ${String(error.message).replace(/\s+/g, ' ')}`);
    }
  }
  // The program ends here only if no runner keeps it alive: the caller waits for that, with a limit.
  console.log('ok ended its checks');
};
