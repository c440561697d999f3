import { codelet } from '../attack.js';

export const vm2NamesAreTaken = codelet({
  class: 'parser',
  name: "identifiers of vm2's rewriter in a source",
  modelled_on: 'CVE-2023-29199',
  source: `export const main = () => { let VM2_INTERNAL_STATE_DO_NOT_USE_OR_PROGRAM_WILL_FAIL = { handleException: (e) => e, wrapWith: (e) => e, import: 1 }; try { throw 7 } catch (VM2_INTERNAL_TMPNAME) { return VM2_INTERNAL_TMPNAME } }`,
  outcome: ({ outcome }, { expect }) => {
    if (outcome.ok) expect(outcome.value).toBe(7);
    else expect(['SYNTAX_ERROR', 'RUNTIME_ERROR']).toContain(outcome.error.code);
  },
});
