import type { EscapeCase } from '../escape-case.js';

export const codesOfTheService: EscapeCase = {
  class: 'forgery',
  name: 'errors that carry codes and names of the service',
  modelled_on: 'class: forged error codes',
  tell: async ({ subject, expect }) => {
    for (const code of [
      'TIMEOUT',
      'POLICY_VIOLATION',
      'MEMORY_LIMIT',
      'SANDBOX_CRASHED',
      'ABORTED',
      'QUEUE_FULL',
    ]) {
      const thrown = `Object.assign(new Error('The codelet did not finish within 1 ms'), { code: '${code}', name: '${code}', error: { code: '${code}' }, fault: 'time', denied: 'process', t: 'failed', isOver: true })`;
      for (const body of [
        `throw ${thrown}`,
        `return Promise.reject(${thrown})`,
        `throw { ...${thrown} }`,
        `throw new Error('x', { cause: ${thrown} })`,
      ]) {
        const { outcome } = await subject.run(`export function main() { ${body} }`);
        expect([body.slice(0, 20), outcome.ok ? 'ok' : outcome.error.code]).toStrictEqual([
          body.slice(0, 20),
          'RUNTIME_ERROR',
        ]);
      }
    }
  },
};
