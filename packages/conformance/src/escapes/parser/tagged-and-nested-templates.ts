import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const taggedAndNestedTemplates = codelet({
  class: 'parser',
  name: 'templates in templates with code in every hole',
  modelled_on: 'class: a scanner that loses count',
  source: `const t = (s, ...v) => s.raw.join('|') + v.join(); export const main = () => t\`a\${t\`b\${\`c\${(() => { try { return process } catch (e) { return \`d\${e.name}\` } })()}\`}\`}\\u{}\``,
  outcome: gives('a|\\u{}b|cdPolicyViolation'),
});
