import { fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const staticImports = codelet({
  class: 'parser',
  name: 'static imports of every form',
  modelled_on: 'class: modules of the host',
  source: `import fs, { readFileSync } from 'node:fs'; import * as net from 'net'; import 'os'; export * from 'vm'; export const main = () => [fs, net, readFileSync]`,
  outcome: fails(['POLICY_VIOLATION', 'SYNTAX_ERROR']),
});
