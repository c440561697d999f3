// A host as it is written without care: `fork`, its channel, everything believed that comes over it, SIGTERM at the
// end. Against it every attempt of the catalogue has to succeed, or it would prove nothing where it fails.
import { fork } from 'node:child_process';
import { join } from 'node:path';

/** What a child says is for the realm that it names: the first mistake. */
const posts = new Map();
const reports = new Map();
let realms = 0;

/** Codes of a shell, and any SIGKILL taken for its own: the second mistake. */
const REASONS = { 137: 'killed', 134: 'memory' };

/**
 * @param {string} folder where the child's program is
 * @param {number} descriptor of the service, which the child inherits
 */
export async function openPlainHost(folder, descriptor) {
  const child = fork(join(folder, 'plain-child.cjs'), [], {
    stdio: ['pipe', 'pipe', 'pipe', 'ipc', descriptor],
    env: process.env,
    execArgv: ['--no-warnings'],
  });
  const output = [];
  // Unbounded, and kept: the third mistake.
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const ready = new Promise((resolve) => child.once('message', resolve));
  child.on('message', ({ realm, post, report }) => {
    if (post !== undefined) posts.get(realm)(post);
    if (report !== undefined) reports.get(realm)(report);
  });
  const exited = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({
        reason: signal === 'SIGKILL' ? 'killed' : (REASONS[code] ?? 'crashed'),
        detail: `code ${code}, signal ${signal}`,
      });
    });
  });
  await Promise.race([ready, exited]);
  return {
    exited,
    channel: { kind: 'lines', descriptor: 3 },
    kill: () => child.kill(),
    async openRealm(post) {
      const realm = (realms += 1);
      posts.set(realm, post);
      return {
        realm,
        run: ({ order, code }) => {
          child.send({ realm, order, code });
          return new Promise((resolve, reject) => {
            reports.set(realm, resolve);
            void exited.then(() => reject(new Error('the host is gone')));
          });
        },
        dispose: () => undefined,
      };
    },
    /** What it wrote to its standard streams. */
    output: () => Buffer.concat(output),
  };
}
