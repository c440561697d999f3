import { attack } from '../attack.js';

export const templateObjectsAndImportMeta = attack({
  class: 'constructors',
  name: "template objects, tagged by the service's own functions",
  modelled_on: 'class: strings arrays that the engine makes',
  attempt: `
    const tag = (strings, ...values) => { probe(strings, 'strings'); probe(strings.raw, 'raw'); return strings };
    probe(tag\`a\${1}b\`, 'template'); for (const f of [console.log, helpers.logger.info, String.raw, Object, Array]) { try { probe(f\`a\${input}b\`, 'tagged') } catch (e) { probe(e, 'refusal') } }`,
});
