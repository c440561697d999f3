import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const exportDecoys = codelet({
  class: 'parser',
  name: 'exports in strings, templates, patterns and comments',
  modelled_on: 'class: a regular expression rewrites decoys',
  source: `/* export const main = () => 'comment' */ // export { a as main }
const decoys = ['export default 1', \`export \${'const main = 2'}\`, /export default main/.source, "export { main }"]; const o = { export: 1, main: 2, default: 3 };
export { real as main }; function real() { return [decoys.length, o.export, \`
export const main = () => 'template'
\`.length] }`,
  outcome: gives([4, 1, 38]),
});
