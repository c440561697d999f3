import { attack } from '../attack.js';

export const defineGetterFamily = attack({
  class: 'prototypes',
  name: '__defineGetter__, __defineSetter__, __lookupSetter__ on everything',
  modelled_on: 'class: vm2 issues 176 and 184',
  attempt: `
    for (const target of [console, console.log, helpers.logger, input, granted, Object.prototype, Function.prototype, globalThis.Buffer?.prototype, Promise.prototype]) { if (!target) continue;
      for (const method of ['__defineGetter__', '__defineSetter__']) { try { Object.prototype[method]?.call(target, 'toString', function (...args) { probe(this, 'this'); args.forEach((a) => probe(a, 'argument')); return 'x' }) } catch (e) { probe(e, 'refusal') } }
      for (const method of ['__lookupGetter__', '__lookupSetter__']) for (const key of ['__proto__', 'constructor', 'toString', 'parent', 'caller', 'arguments']) { try { const f = Object.prototype[method]?.call(target, key); probe(f, \`\${method} \${key}\`); if (f) probe(f.call(target), 'its answer') } catch (e) { probe(e, 'refusal') } } }
    try { console.log(\`\${input}\`) } catch (e) { probe(e, 'e') }`,
});
