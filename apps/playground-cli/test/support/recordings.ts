import { defaultLimits, encode, type Recording } from '@codelets/core';

/** A recording of a run that returned 42. */
export function recordingOf(over: Partial<Recording> = {}): Recording {
  return {
    version: 1,
    sandbox: 'vm2/process',
    node: '24.0.0',
    source: { type: 'string', code: 'x', filename: 'hello.js', language: 'js', export_name: 'main' },
    modules: [],
    limits: defaultLimits(),
    policy_hash: 'none',
    capabilities: [],
    seed: '0'.repeat(64),
    clock: { kind: 'handed', now: 0 },
    input: encode(undefined, Infinity),
    globals: null,
    env: null,
    calls: [],
    deliveries: [],
    result: endedWith(42),
    ...over,
  };
}

export function endedWith(value: unknown): Recording['result'] {
  return { ok: true, text: encode(value, Infinity), logs: [] };
}

export function failedWith(code: string, message: string): Recording['result'] {
  return { ok: false, text: encode({ code, message }, Infinity), logs: [] };
}
