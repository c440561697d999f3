import { quoted } from '../options/check.js';

/** One thing that is wrong with a policy. */
export interface PolicyProblem {
  /** Where, such as `policy.capabilities.db.find.timeout_ms`. */
  readonly path: string;
  /** What, as the rest of a sentence that the path begins. */
  readonly message: string;
}

/** Collects what is wrong, so that whoever writes a policy sees all of it at once. */
export class Problems {
  readonly list: PolicyProblem[] = [];

  /** Answers `undefined`, which stands for the value that could not be read. */
  add(path: string, message: string): undefined {
    this.list.push({ path, message });
    return undefined;
  }

  /** Throws a `TypeError` that names the first field that is wrong, and how many more there are. */
  throwFirst(): void {
    const [first, ...more] = this.list;
    if (!first) return;
    const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
    throw new TypeError(`${first.path} ${first.message}${rest}`);
  }
}

const PLAIN = /^[A-Za-z_$][\w$]*$/;

/** The path of a member: `policy.env.REGION`, or `policy.env["odd name"]`. */
export function under(path: string, key: string): string {
  return PLAIN.test(key) && key.length <= 64 ? `${path}.${key}` : `${path}[${quoted(key)}]`;
}
