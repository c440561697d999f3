import { checkKeys, checkObject, quoted, typeOf } from '../options/check.js';
import type { ModuleGrants } from './types.js';

const KEYS = ['package', 'export', 'source', 'file', 'sha256'];

/** Checks `policy.modules`. Throws a `TypeError` that names the field. */
export function checkModuleGrants(policy: unknown): ModuleGrants {
  if (policy === undefined) return {};
  checkObject(policy, 'policy');
  checkKeys(policy, ['modules'], 'policy');
  const { modules } = policy;
  if (modules === undefined) return {};
  checkObject(modules, 'policy.modules');
  for (const [specifier, grant] of Object.entries(modules)) {
    const where = `policy.modules[${quoted(specifier)}]`;
    if (!/^[@\w][\w@./:-]{0,213}$/.test(specifier)) {
      throw new TypeError(`${where}: a specifier is a name such as "lodash" or "@scope/name/part"`);
    }
    if (typeof grant === 'string') continue;
    checkObject(grant, where);
    checkKeys(grant, KEYS, where);
    for (const key of KEYS) {
      const value = grant[key];
      if (value !== undefined && typeof value !== 'string')
        throw new TypeError(`${where}.${key} must be a string, got ${typeOf(value)}`);
    }
    const given = ['package', 'source', 'file'].filter((key) => grant[key] !== undefined);
    if (given.length !== 1) throw new TypeError(`${where} must have one of package, source and file`);
  }
  return modules as ModuleGrants;
}
