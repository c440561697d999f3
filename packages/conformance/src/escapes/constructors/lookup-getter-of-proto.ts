import { attack } from '../attack.js';

export const lookupGetterOfProto = attack({
  class: 'constructors',
  name: "__lookupGetter__('__proto__') walks to the prototypes of the host",
  modelled_on: 'GHSA-grj5-jjm8-h35p',
  attempt: `
    const lookup = ({}).__lookupGetter__, apply = globalThis.Buffer?.apply ?? console.log.apply;
    const start = [globalThis.Buffer, globalThis.Buffer?.of?.(), console.log, helpers.logger, input].filter(Boolean);
    for (const thing of start) {
      let proto; try { proto = apply.call(lookup, thing, ['__proto__']) } catch {}
      try { proto ??= apply.apply(lookup, [thing, ['__proto__']]) } catch {}
      if (!proto) continue;
      let at = thing;
      for (let steps = 0; steps < 8; steps += 1) { at = proto.call(at); if (at === null || at === undefined) break; probe(at, \`\${steps} steps up\`); probe(at.constructor, 'constructor') }
    }`,
});
